// Sends the one form of the page on its way. Without this, its button does.
document.getElementById("answer").requestSubmit();
