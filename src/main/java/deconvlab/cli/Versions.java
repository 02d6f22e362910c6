package deconvlab.cli;

import deconvlab.record.Platform;
import deconvlab.text.Text;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      Text.format("deconv-lab %s (%s)", version == null ? "dev" : version, Platform.codeVersion())
    };
  }
}
