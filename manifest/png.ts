import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

/**
 * Encodes a picture as PNG. Four bytes (red, green, blue, alpha) for each pixel, row by row. Compressed by fflate,
 * whose output is the same on every version of Node, unlike zlib's.
 */
export function pngOf(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits per channel, with alpha; PNG defines no other compression or filter method.
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, row) => [
    Uint8Array.of(0),
    pixels.subarray(row * width * 4, (row + 1) * width * 4),
  ]);
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(Buffer.concat(rows.flat()), { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
