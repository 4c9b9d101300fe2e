import type { QualifiedName } from './qualified-name.ts';
import { wordsIn } from './words-in.ts';

/**
 * Calls that make an unreadable constant readable (as of 2026-11).
 * https://docs.python.org/3/library/base64.html · binascii · zlib · gzip · bz2 · lzma · codecs · marshal
 */
export const DECODERS: ReadonlySet<QualifiedName> = new Set(
  wordsIn(`base64.b64decode base64.standard_b64decode base64.urlsafe_b64decode base64.b32decode base64.b32hexdecode base64.b16decode
  base64.a85decode base64.b85decode base64.z85decode base64.decodebytes base64.decodestring base64.decode
  binascii.a2b_base64 binascii.a2b_hex binascii.unhexlify binascii.a2b_uu binascii.a2b_qp
  zlib.decompress zlib.decompressobj().decompress gzip.decompress bz2.decompress bz2.BZ2Decompressor().decompress
  lzma.decompress lzma.LZMADecompressor().decompress compression.zstd.decompress
  codecs.decode codecs.getdecoder() quopri.decodestring uu.decode
  builtins.bytes.fromhex builtins.bytearray.fromhex builtins.chr builtins.unichr marshal.loads`),
);

/** Codecs that hide the content of a text: `"cevag".encode().decode("rot13")`, `codecs.encode(text, "rot13")`. */
export const HIDING_CODECS: ReadonlySet<string> = new Set(
  'rot13 rot_13 hex hex_codec base64 base64_codec zlib zlib_codec zip bz2 bz2_codec uu uu_codec'.split(' '),
);
