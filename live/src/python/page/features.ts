/** What this browser can do. Nothing here goes by names or versions of browsers. */

/** Whether Python can run at all. */
export function canRunPython(): boolean {
  return (
    typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function" && typeof Worker === "function"
  );
}

/** Whether the memory snapshot can be unpacked; without it Python starts plainly. */
export function canUseSnapshot(): boolean {
  return typeof DecompressionStream === "function";
}
