/**
 * A sum of a text by which damage shows: FNV-1a over its words of 32 bits, in hexadecimal. NB: loading zlib or crypto
 * for one would cost a short run more than all else that is written.
 */
export function textSum(text: string): string {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.alloc(Math.ceil(length / 4) * 4);
  bytes.write(text);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let sum = 0x811c9dc5 ^ length;
  for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ (words[i] as number), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}
