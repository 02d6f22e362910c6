package deconvlab.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component that JSON may lack, as that of an older version does: its record puts something for
 * null. Empty text, absent predictions and scores of pictures and codes are not written. On a
 * record: any of its components may be lacking.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface Defaulted {}
