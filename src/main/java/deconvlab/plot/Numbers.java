package deconvlab.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the house writes them on axes, in cells and in alternative texts. */
public final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Four significant digits at most: 0.4375, 12,500, 2.5·10⁻⁷, −3, "NaN", "∞". */
  public static String brief(double value) {
    return digits(value, 4);
  }

  /** {@code value} rounded to {@code significant} digits, without trailing zeros. */
  public static String digits(double value, int significant) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value)).round(new MathContext(significant)).stripTrailingZeros();
    String sign = value < 0 ? "−" : "";
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent > 6) {
      BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
      String head = mantissa.compareTo(BigDecimal.ONE) == 0 ? "" : mantissa.toPlainString() + "·";
      return sign + head + power(exponent);
    }
    if (exponent < 4) {
      return sign + rounded.toPlainString();
    }
    return sign + String.format(Locale.ROOT, "%,.0f", rounded);
  }

  /**
   * {@code value} with its sign and {@code decimals} places: +0.30, −1.25; what rounds to zero has
   * no sign.
   */
  public static String signed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return digits(value, 1);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    String sign = rounded.signum() > 0 ? "+" : rounded.signum() < 0 ? "−" : "";
    return sign + rounded.abs().toPlainString();
  }

  /** 10 to the power of {@code exponent} as it is printed: 10⁻³. */
  public static String power(int exponent) {
    StringBuilder text = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }
}
