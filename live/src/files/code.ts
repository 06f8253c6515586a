/**
 * Code that has been verified runs from an address of the page's own, so that nobody can answer for it a second time.
 */

/** A `blob:` address of a script. It stays for as long as the page does: a restart needs it again. */
export function codeUrl(bytes: Uint8Array<ArrayBuffer>): string {
  return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
}

/** Imports verified code; a host whose own policy forbids `blob:` gets it by its plain address. */
export async function importCode<Module>(code: string, url: string): Promise<Module> {
  try {
    return (await import(code)) as Module;
  } catch {
    return (await import(url)) as Module;
  }
}
