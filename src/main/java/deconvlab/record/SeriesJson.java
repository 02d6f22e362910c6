package deconvlab.record;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@link Series} as {@code {"name": [numbers]}}. JSON has no NaN or infinity, and a diverged run
 * has both: they are written as strings.
 */
final class SeriesJson extends TypeAdapter<Series> {
  @Override
  public void write(JsonWriter out, Series series) throws IOException {
    out.beginObject();
    for (String name : series.names()) {
      out.name(name).beginArray();
      for (float value : series.get(name)) {
        if (Float.isFinite(value)) {
          out.jsonValue(Float.toString(value));
        } else {
          out.value(Float.toString(value));
        }
      }
      out.endArray();
    }
    out.endObject();
  }

  @Override
  public Series read(JsonReader in) throws IOException {
    Map<String, float[]> columns = new LinkedHashMap<>();
    in.beginObject();
    while (in.peek() != JsonToken.END_OBJECT) {
      columns.put(in.nextName(), column(in));
    }
    in.endObject();
    return new Series(columns);
  }

  private static float[] column(JsonReader in) throws IOException {
    float[] values = new float[256];
    int n = 0;
    in.beginArray();
    while (in.peek() != JsonToken.END_ARRAY) {
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      values[n++] = Float.parseFloat(in.nextString());
    }
    in.endArray();
    return Arrays.copyOf(values, n);
  }
}
