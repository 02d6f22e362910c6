package deconvlab.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Which way up a JPEG photo is, as its camera noted it: tag 0x0112 of EXIF (CIPA DC-008), 1 to 8.
 */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int HEAD = 10;

  private ExifOrientation() {}

  /** The orientation; 1, upright, where the file says none that is valid, or is no JPEG. */
  static int of(byte[] file) {
    ByteBuffer all = ByteBuffer.wrap(file);
    int at = file.length > 3 && all.getShort(0) == (short) 0xffd8 ? 2 : file.length;
    // Segments: ff, kind, length of what follows (itself included).
    while (at + HEAD <= file.length && file[at] == (byte) 0xff && file[at + 1] != (byte) 0xda) {
      int length = Short.toUnsignedInt(all.getShort(at + 2));
      boolean exif = file[at + 1] == (byte) 0xe1 && all.getInt(at + 4) == 0x45786966;
      if (exif && at + 2 + length <= file.length && length > HEAD - 2) {
        return ofTiff(all.slice(at + HEAD, length - (HEAD - 2)));
      }
      at += 2 + Math.max(length, 2);
    }
    return 1;
  }

  /** The first directory's entries have 12 bytes each: tag, type, count, value. */
  private static int ofTiff(ByteBuffer tiff) {
    int last = tiff.limit() - 12;
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = last < 0 ? 0 : tiff.getInt(4);
    boolean there = directory >= 8 && directory <= last - 2;
    int entries = there ? Short.toUnsignedInt(tiff.getShort(directory)) : 0;
    for (int i = 0; i < entries && directory + 2 + 12 * i <= last; i++) {
      int at = directory + 2 + 12 * i;
      int value = tiff.getShort(at) == TAG ? tiff.getShort(at + 8) : 0;
      if (value >= 1 && value <= 8) {
        return value;
      }
    }
    return 1;
  }
}
