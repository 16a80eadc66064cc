/** Says that the signal is gone, first on the page and covering nothing. */
const strip = document.querySelector<HTMLElement>('[data-offline]')
const look = () => {
  if (strip) strip.hidden = navigator.onLine
}
addEventListener('online', look)
addEventListener('offline', look)
look()
