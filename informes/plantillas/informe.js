"use strict";
(() => {
  const buscador = document.getElementById("buscador");
  const texto = document.getElementById("buscar");
  const clase = document.getElementById("clase");
  const aviso = document.getElementById("encontradas");
  const fichas = Array.from(document.querySelectorAll("details.ficha"));
  const grupos = Array.from(document.querySelectorAll("section.grupo"));
  const plano = (t) => t.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const filtrar = () => {
    const palabras = plano(texto.value).split(/\s+/).filter(Boolean);
    let cuantas = 0;
    for (const f of fichas) {
      const si = palabras.every((p) => f.dataset.b.includes(p)) && (!clase.value || f.dataset.c === clase.value);
      f.hidden = !si;
      cuantas += si ? 1 : 0;
    }
    for (const g of grupos) g.hidden = !g.querySelector("details.ficha:not([hidden])");
    aviso.textContent = `${cuantas.toLocaleString("es-MX")} de ${fichas.length.toLocaleString("es-MX")} cuentas`;
  };
  const abrir = () => {
    const f = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (f && f.matches("details.ficha")) {
      f.hidden = false;
      f.closest("section").hidden = false;
      f.open = true;
      f.scrollIntoView();
    }
  };
  buscador.hidden = false;
  buscador.addEventListener("submit", (e) => e.preventDefault());
  texto.addEventListener("input", filtrar);
  clase.addEventListener("change", filtrar);
  window.addEventListener("hashchange", abrir);
  filtrar();
  abrir();
})();
