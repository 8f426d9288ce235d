/**
 * log10 from additions, multiplications and divisions only. Engines may differ in the last bit of `Math.log10`; this gives
 * the same bits everywhere. The series is that of Sun's fdlibm (e_log.c), its error below one unit in the last place of
 * the natural logarithm. For finite numbers above 0; NaN for anything else.
 */
export function log10(value: number): number {
  if (!(value > 0) || value === Number.POSITIVE_INFINITY) return Number.NaN;
  floats[0] = value;
  let exponent = 0;
  if ((words[HIGH]! & 0x7ff00000) === 0) {
    floats[0] = value * 2 ** 54; // subnormal
    exponent -= 54;
  }
  const high = words[HIGH]!;
  exponent += (high >>> 20) - 1023;
  // mantissa into √½ … √2, so that the series is short
  const fraction = high & 0xfffff;
  const above = (fraction + 0x95f64) & 0x100000;
  words[HIGH] = fraction | (above ^ 0x3ff00000);
  exponent += above >>> 20;

  const f = floats[0]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const half = 0.5 * f * f;
  const ln = f - (half - s * (half + even + odd));
  return exponent * LOG10_2_HIGH + (exponent * LOG10_2_LOW + ln * INVERSE_LN10);
}

const floats = new Float64Array(1);
const words = new Uint32Array(floats.buffer);
/** Which of the two words holds sign and exponent. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;
const INVERSE_LN10 = Math.LOG10E;

/** For the kernel, which takes the same steps in vectors. */
export const logSeries = { L1, L2, L3, L4, L5, L6, L7, LOG10_2_HIGH, LOG10_2_LOW, INVERSE_LN10 } as const;
