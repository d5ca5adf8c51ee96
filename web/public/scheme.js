// Sets the colour scheme before the first paint: the person's choice, else the system's.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem('firmament-scheme'); } catch { /* storage may be closed to us */ }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
