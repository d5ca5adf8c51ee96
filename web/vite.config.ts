import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Four doors, one build: the gateway serves dist/*.html at its addresses and dist/assets under /assets. */
export default defineConfig({
  base: '/',
  appType: 'mpa',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3000,
    rollupOptions: {
      // A package's hint to a compiler that we do not run.
      onLog(level, log, handler) { if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log); },
      input: { staff: 'staff.html', portal: 'portal.html', booking: 'booking.html', playground: 'playground.html' } },
  },
});
