import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const lapis: MantineColorsTuple = ['#F2F5FD', '#E8EDF9', '#CBD7F3', '#A9BDF7', '#7F9BF0', '#5A7AE0', '#3F63C8', '#2B4CA6', '#223E8A', '#1A2F6B'];
const amber: MantineColorsTuple = ['#FDF8EC', '#FBF0DA', '#F5DFB0', '#EBBE6B', '#D9A441', '#B7791F', '#9A6308', '#7E5104', '#633F02', '#38290F'];
const green: MantineColorsTuple = ['#F0F9F3', '#E3F3E9', '#C2E5D0', '#7FD1A4', '#5FBF8E', '#3E8E64', '#2A7B52', '#1D6A43', '#165436', '#14301F'];
const red: MantineColorsTuple = ['#FEF4F2', '#FCEAE7', '#F8CEC8', '#F6998F', '#EE7F74', '#D9584E', '#C8483F', '#AD2A22', '#8C1F19', '#431D1A'];
const gray: MantineColorsTuple = ['#F6F5F2', '#EFEDE8', '#E3E0D9', '#CFCBC2', '#B3AEA3', '#8B877D', '#656870', '#4A4D55', '#2E3138', '#1B1D22'];
const dark: MantineColorsTuple = ['#ECEDF0', '#B9BDC6', '#959BA7', '#747A87', '#3B404A', '#2A2E36', '#1F2329', '#181B21', '#121419', '#0E1014'];

const float = 'var(--fm-float)';

/** The staff app's Mantine theme: what floats (menus, dialogs, drawers) and what is typed into. */
export const staffTheme = createTheme({
  fontFamily: 'var(--fm-sans)',
  fontFamilyMonospace: 'var(--fm-mono)',
  headings: { fontFamily: 'inherit', fontWeight: '600' },
  fontSizes: { xs: '11.5px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '5px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: float, lg: float, xl: float },
  primaryColor: 'lapis',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  black: '#1B1D22',
  colors: { lapis, amber, green, red, gray, dark },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, fz: 12 } },
    Modal: { defaultProps: { radius: 'xl', yOffset: '12vh', centered: false, overlayProps: { backgroundOpacity: 1, color: 'var(--fm-scrim)', blur: 0 }, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { position: 'right', size: 480, withOverlay: false, shadow: 'md', transitionProps: { duration: 180 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
  },
});

/** Points Mantine's own surfaces at ours, so that both schemes follow one table of colours. */
export const staffVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--fm-surface)',
    '--mantine-color-text': 'var(--fm-ink)',
    '--mantine-color-default': 'var(--fm-surface)',
    '--mantine-color-default-border': 'var(--fm-line-strong)',
    '--mantine-color-default-hover': 'var(--fm-hover)',
    '--mantine-color-dimmed': 'var(--fm-ink-3)',
    '--mantine-color-placeholder': 'var(--fm-ink-3)',
    '--mantine-color-error': 'var(--fm-broken)',
    '--mantine-color-anchor': 'var(--fm-accent-text)',
  };
  return { variables: {}, light: shared, dark: shared };
};
