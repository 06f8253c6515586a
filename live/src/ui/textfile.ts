/** A file as text, or one sentence why not. */

const LARGEST = 2_000_000; // bytes

export async function textOf(file: File, largest = LARGEST): Promise<{ text: string } | { why: string }> {
  if (file.size > largest) return { why: `${file.name} is larger than ${largest / 1e6} MB.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { why: `${file.name} cannot be read; is it a folder?` };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? { why: `${file.name} is not a text file.` } : { text };
  } catch {
    return { why: `${file.name} is not a text file in UTF-8.` };
  }
}
