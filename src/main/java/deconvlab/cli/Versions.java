package deconvlab.cli;

import deconvlab.record.Platform;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Lab.class.getPackage().getImplementationVersion();
    return new String[] {
      "deconv-lab %s (%s)".formatted(version == null ? "dev" : version, Platform.codeVersion())
    };
  }
}
