package deconvlab.record;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** A double as a number, or as a string where JSON has no number for it (NaN, infinities). */
final class RealJson extends TypeAdapter<Double> {
  @Override
  public void write(JsonWriter out, Double value) throws IOException {
    if (Double.isFinite(value)) {
      out.value(value);
    } else {
      out.value(value.toString());
    }
  }

  @Override
  public Double read(JsonReader in) throws IOException {
    return Double.valueOf(in.nextString());
  }
}
