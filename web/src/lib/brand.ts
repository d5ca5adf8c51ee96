type Rgb = readonly [number, number, number];
/** Lightness 0 to 1, then the two colour axes of OKLab. */
type Lab = readonly [number, number, number];
type Scheme = 'light' | 'dark';

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const gamma = (channel: number): number => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055);
const held = (channel: number): number => Math.min(1, Math.max(0, channel));

function parse(hex: string): Rgb | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return null;
  const at = (i: number) => parseInt(digits.slice(i, i + 2), 16) / 255;
  return [at(0), at(2), at(4)];
}

function write(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(held(c) * 255).toString(16).padStart(2, '0')).join('')}`;
}

/** As a screen can show it: eight bits a channel. Contrast is measured on this and on nothing finer. */
function shown(rgb: Rgb): Rgb {
  return parse(write(rgb)) ?? rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast of two colours, channels from 0 to 1. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** WCAG contrast of two colours written as #rrggbb; 0 when one of them is no colour. */
export function contrastOf(a: string, b: string): number {
  const [one, other] = [parse(a), parse(b)];
  return one && other ? contrast(one, other) : 0;
}

function toLab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(linear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toRgb([L, A, B]: Lab): Rgb {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3;
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3;
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The same hue at another lightness, with as much of its chroma as a screen can show there. */
function atLightness([, a, b]: Lab, lightness: number): Rgb {
  const fits = (share: number) => toRgb([lightness, a * share, b * share]).every((c) => c >= -0.0005 && c <= 1.0005);
  if (fits(1)) return shown(toRgb([lightness, a, b]));
  let [low, high] = [0, 1];
  for (let i = 0; i < 12; i += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle; else high = middle;
  }
  return shown(toRgb([lightness, a * low, b * low]));
}

/** The first colour on the way from this one to black (step below 0) or to white that is good enough. */
function moved(from: Rgb, step: number, isGood: (tried: Rgb) => boolean): Rgb {
  const lab = toLab(from);
  let tried = shown(from);
  for (let lightness = lab[0]; !isGood(tried) && lightness >= 0 && lightness <= 1; lightness += step) tried = atLightness(lab, held(lightness + step));
  return tried;
}

function mix(top: Rgb, under: Rgb, share: number): Rgb {
  return shown(top.map((c, i) => c * share + (under[i] ?? 0) * (1 - share)) as unknown as Rgb);
}

const white: Rgb = [1, 1, 1];
const [ink, paper, panel, darkPaper, darkPanel] = ['1b1d22', 'fbf9f5', 'ffffff', '15181a', '1c2023'].map((hex) => parse(hex) as Rgb) as [Rgb, Rgb, Rgb, Rgb, Rgb];
const grounds = {
  light: { paper, panel, share: 0.1, step: -0.01, outline: 1.2, enough: 4.5 },
  dark: { paper: darkPaper, panel: darkPanel, share: 0.16, step: 0.01, outline: 1.6, enough: 7 },
} as const;
const legible = (words: Rgb, on: Rgb, enough = 4.5): boolean => contrast(words, on) >= enough;

/** The fill of a button: the firm's colour, moved only where the panel would swallow it or where neither white nor ink can be read on it. */
function fillOf(brand: Rgb, scheme: Scheme): { fill: Rgb; onFill: Rgb } {
  const ground = grounds[scheme];
  const seen = moved(brand, ground.step, (tried) => contrast(tried, ground.panel) >= ground.outline);
  if (legible(white, seen)) return { fill: seen, onFill: white };
  if (legible(ink, seen)) return { fill: seen, onFill: ink };
  return { fill: moved(seen, -0.01, (tried) => legible(white, tried)), onFill: white };
}

/** The portal's colours from a firm's one colour: each at least 4.5:1 where it carries words (7:1 for thin words on dark paper). Null when it is no colour. */
export function brandColours(hex: string, scheme: Scheme): Record<string, string> | null {
  const brand = parse(hex);
  if (!brand) return null;
  const ground = grounds[scheme];
  const { fill, onFill } = fillOf(brand, scheme);
  // Ten per cent of a dark colour would sink into dark paper: there the tint is made of the colour as it is read on it.
  const seen = scheme === 'light' ? brand : moved(brand, ground.step, (tried) => legible(tried, ground.paper, ground.enough));
  const tint = mix(seen, ground.paper, ground.share);
  const words = moved(brand, ground.step, (tried) => [ground.paper, ground.panel, tint].every((on) => legible(tried, on, ground.enough)));
  return {
    '--fm-brand': write(fill),
    '--fm-on-brand': write(onFill),
    '--fm-brand-ink': write(words),
    '--fm-brand-tint': write(tint),
    '--fm-brand-line': write(mix(words, ground.paper, 0.3)),
  };
}

/** Paints the page in the firm's colour. */
export function wearBrand(hex: string | null | undefined): void {
  const root = document.documentElement;
  const scheme = root.getAttribute('data-mantine-color-scheme') === 'dark' ? 'dark' : 'light';
  const colours = hex ? brandColours(hex, scheme) : null;
  for (const [name, value] of Object.entries(colours ?? {})) root.style.setProperty(name, value);
}
