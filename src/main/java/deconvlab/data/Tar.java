package deconvlab.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a tar stream member by member, without ever touching the file system. Not by the Commons
 * Compress that DJL brings: it holds a member's long name in memory whatever its length, passes
 * wrong checksums and needs a commons-lang3, which a notebook's kernel may carry too old. A data
 * archive needs no more of the format than this: plain names of up to 255 bytes, no sparse files.
 */
final class Tar implements AutoCloseable {
  private static final int BLOCK = 512;

  /** One member. {@code type} is the tar type flag: '0' a file, '1' and '2' links, '5' a folder. */
  record Member(String name, long size, char type) {
    boolean isFile() {
      return type == '0' || type == '\0' || type == '7';
    }

    boolean isLink() {
      return type == '1' || type == '2';
    }

    /** Extended headers of the pax and GNU dialects, which describe the member after them. */
    boolean isExtension() {
      return "xgLK".indexOf(type) >= 0;
    }

    /** Whether unpacking this name could write outside of the folder it is unpacked into. */
    boolean escapes() {
      String n = name.replace('\\', '/');
      return n.startsWith("/") || n.matches("[A-Za-z]:.*") || ("/" + n + "/").contains("/../");
    }
  }

  private final InputStream in;
  private long unread;
  private long padding;

  Tar(InputStream in) {
    this.in = in;
  }

  /** The next member, or null at the end. What was not read of the last one is skipped. */
  Member next() throws IOException {
    try {
      in.skipNBytes(unread + padding);
    } catch (EOFException e) {
      throw e.getMessage() == null ? new EOFException("the tar ends inside a member") : e;
    }
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == 0) {
      throw new EOFException("the tar ends without its end mark");
    }
    if (header.length < BLOCK) {
      throw new EOFException("the tar ends inside a member's header");
    }
    if (Arrays.equals(header, new byte[BLOCK])) {
      in.transferTo(OutputStream.nullOutputStream());
      return null;
    }
    checkSum(header);
    Member member = new Member(name(header), octal(header, 124, 12), (char) header[156]);
    unread = member.isFile() || member.isExtension() ? member.size : 0;
    padding = (BLOCK - unread % BLOCK) % BLOCK;
    return member;
  }

  /** The whole body of the current member; call only after its size was found acceptable. */
  byte[] body() throws IOException {
    byte[] body = in.readNBytes(Math.toIntExact(unread));
    if (body.length < unread) {
      throw new EOFException("the tar ends inside a member");
    }
    unread = 0;
    return body;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static String name(byte[] h) {
    String name = text(h, 0, 100);
    String prefix = text(h, 257, 5).equals("ustar") && h[262] == 0 ? text(h, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static void checkSum(byte[] h) throws IOException {
    long sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? 0 : h[i] & 0xff;
    }
    if (sum != octal(h, 148, 8)) {
      throw new TarFormatException("a member's header has a wrong checksum");
    }
  }

  private static long octal(byte[] h, int at, int length) throws IOException {
    String digits = text(h, at, length).trim();
    if (!digits.matches("[0-7]{1,12}")) {
      throw new TarFormatException("a member's header holds '" + digits + "' for a number");
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] h, int at, int length) {
    int end = at;
    while (end < at + length && h[end] != 0) {
      end++;
    }
    return new String(h, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /** The stream is not a tar, or is damaged. */
  static final class TarFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    TarFormatException(String message) {
      super(message);
    }
  }
}
