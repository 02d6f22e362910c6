package deconvlab.plot;

import java.math.BigDecimal;
import java.math.MathContext;
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

  /** Whether three significant digits say {@code value} exactly: 0.25, 12,500, not −1.667. */
  static boolean isRound(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return Math.abs(rounded.doubleValue() - value) <= 1e-9 * Math.abs(value);
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
