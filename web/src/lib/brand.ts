/** Linear light of one channel, 0 to 1. */
function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function gamma(channel: number): number {
  const held = Math.min(1, Math.max(0, channel));
  return held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
}

type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return null;
  const at = (i: number) => parseInt(digits.slice(i, i + 2), 16) / 255;
  return [at(0), at(2), at(4)];
}

function write(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(Math.min(1, Math.max(0, c)) * 255).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast of two colours. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The same hue and chroma at another OKLCH lightness shift, −1 darker to +1 lighter. */
function shifted(rgb: Rgb, by: number): Rgb {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const L = Math.min(1, Math.max(0, 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s + by));
  const A = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const B = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const l3 = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m3 = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s3 = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    gamma(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
    gamma(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
    gamma(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3),
  ];
}

function mix(top: Rgb, under: Rgb, share: number): Rgb {
  return top.map((c, i) => c * share + (under[i] ?? 0) * (1 - share)) as unknown as Rgb;
}

const white: Rgb = [1, 1, 1];
const ink = parse('1b1d22') as Rgb;
const papers = { light: parse('fbf9f5') as Rgb, dark: parse('15181a') as Rgb };

function legible(brand: Rgb, grounds: Rgb[], step: number): Rgb {
  for (let by = 0; Math.abs(by) <= 1; by += step) {
    const tried = shifted(brand, by);
    if (grounds.every((ground) => contrast(tried, ground) >= 4.5)) return tried;
  }
  return step < 0 ? ink : white;
}

/** The portal's colours from a firm's one colour, each at least 4.5:1 where it carries words. */
export function brandColours(hex: string, scheme: 'light' | 'dark'): Record<string, string> | null {
  const brand = parse(hex);
  if (!brand) return null;
  const paper = papers[scheme];
  const tint = mix(brand, paper, scheme === 'light' ? 0.1 : 0.22);
  const words = legible(brand, [paper, tint], scheme === 'light' ? -0.01 : 0.01);
  return {
    '--fm-brand': write(brand),
    '--fm-on-brand': write(contrast(white, brand) >= 4.5 ? white : ink),
    '--fm-brand-ink': write(words),
    '--fm-brand-tint': write(tint),
    '--fm-brand-line': write(mix(words, paper, 0.3)),
  };
}

/** Paints the page in the firm's colour. */
export function wearBrand(hex: string | null | undefined): void {
  const root = document.documentElement;
  const scheme = root.getAttribute('data-mantine-color-scheme') === 'dark' ? 'dark' : 'light';
  const colours = hex ? brandColours(hex, scheme) : null;
  for (const [name, value] of Object.entries(colours ?? {})) root.style.setProperty(name, value);
}
