/* In the document that becomes a PDF: draws every figure for the width of a sheet. */
document.addEventListener("DOMContentLoaded", () => {
  window.needsbookFigures.start();
  window.needsbookPrint(true);
});
