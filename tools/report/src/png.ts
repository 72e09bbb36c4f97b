// A PNG that says how large it is on paper, which browsers leave out.
import { crc32 } from './crc32.ts';

const kSignatureAndHeader = 8 + 25; // the chunk IHDR is the first, and always as long
const kInchesPerMetre = 39.3701;

// Puts a chunk pHYs behind the header. REQUIRES: `png` has none.
export function withResolution(png: Uint8Array, dotsPerInch: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const dotsPerMetre = Math.round(dotsPerInch * kInchesPerMetre);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode('pHYs'), 4);
  view.setUint32(8, dotsPerMetre);
  view.setUint32(12, dotsPerMetre);
  chunk[16] = 1; // the unit: metre
  view.setUint32(17, crc32(chunk.subarray(4, 17)));

  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, kSignatureAndHeader));
  whole.set(chunk, kSignatureAndHeader);
  whole.set(png.subarray(kSignatureAndHeader), kSignatureAndHeader + chunk.length);
  return whole;
}
