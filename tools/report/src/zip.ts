// Files in one ZIP archive, stored as they are (PKWARE's APPNOTE 6.3.3). Pure: no clock, so equal
// files give equal bytes; all are of 1980-01-01.
import { crc32 } from './crc32.ts';

export interface File {
  name: string; // ASCII
  bytes: Uint8Array;
}

const kVersion = 20;
const kDate = (1 << 5) | 1; // day 1 of month 1 of year 0, which is 1980

// What the header of a file and its entry in the directory have in common.
function fields(file: File): number[] {
  const size = file.bytes.length;
  return [
    ...u16(kVersion),
    ...u16(0), // flags
    ...u16(0), // stored
    ...u16(0), // time
    ...u16(kDate),
    ...u32(crc32(file.bytes)),
    ...u32(size),
    ...u32(size),
    ...u16(file.name.length),
    ...u16(0), // extra
  ];
}

export function zip(files: readonly File[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: number[] = [];
  let at = 0;
  for (const file of files) {
    const name = [...new TextEncoder().encode(file.name)];
    const header = Uint8Array.from([...u32(0x04034b50), ...fields(file), ...name]);
    directory.push(
      ...u32(0x02014b50),
      ...u16(kVersion),
      ...fields(file),
      ...u16(0), // comment
      ...u16(0), // disk
      ...u16(0), // attributes, internal
      ...u32(0), // attributes, external
      ...u32(at),
      ...name,
    );
    parts.push(header, file.bytes);
    at += header.length + file.bytes.length;
  }
  const end = [
    ...u32(0x06054b50),
    ...u32(0), // disks
    ...u16(files.length),
    ...u16(files.length),
    ...u32(directory.length),
    ...u32(at),
    ...u16(0),
  ];
  return joined([...parts, Uint8Array.from(directory), Uint8Array.from(end)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}
