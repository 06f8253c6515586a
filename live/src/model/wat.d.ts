/** Text of WebAssembly, which the build translates (live/build/kernel.mjs). */
declare module "*.wat" {
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}
