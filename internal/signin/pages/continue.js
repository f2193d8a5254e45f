// Posts the form that carries a message to the identity provider.
document.querySelector("form").submit();
