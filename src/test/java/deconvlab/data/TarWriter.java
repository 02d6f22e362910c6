package deconvlab.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the plainest tar there is: mode 0644, owner, group and time 0. */
final class TarWriter implements AutoCloseable {
  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  TarWriter file(String name, byte[] body) throws IOException {
    return member(name, '0', body, "");
  }

  TarWriter member(String name, char type, byte[] body, String link) throws IOException {
    byte[] h = new byte[512];
    put(h, 0, name);
    put(h, 100, "0000644");
    put(h, 108, "0000000");
    put(h, 116, "0000000");
    put(h, 124, String.format("%011o", body.length));
    put(h, 136, "00000000000");
    put(h, 148, "        ");
    h[156] = (byte) type;
    put(h, 157, link);
    put(h, 257, "ustar");
    put(h, 263, "00");
    int sum = 0;
    for (byte b : h) {
      sum += b & 0xff;
    }
    put(h, 148, String.format("%06o", sum));
    h[154] = 0;
    out.write(h);
    out.write(body);
    out.write(new byte[(512 - body.length % 512) % 512]);
    return this;
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[1024]);
    out.close();
  }

  private static void put(byte[] h, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, h, at, bytes.length);
  }
}
