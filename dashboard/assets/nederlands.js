// Puts Streamlit's own English words into Dutch, lets our links turn the page without loading it anew, and asks before
// what was typed is lost.
"use strict";
(() => {
  // Where the server is: without this Streamlit looks for itself under every page's own address (two 404s).
  const root = `${location.origin}/`;
  window.__streamlit = { BACKEND_BASE_URL: root, HOST_CONFIG_BASE_URL: root, MAIN_PAGE_BASE_URL: root };

  const WORDS = new Map([
    ["App pages", "Pagina's"],
    ["Open", "Openen"],
    ["Skip to main content", "Naar de inhoud"],
    ["Selected values", "Gekozen"],
    ["Clear value", "Keuze wissen"],
    ["Clear all", "Alles wissen"],
    ["Select all", "Alles kiezen"],
    ["No results", "Niets gevonden"],
    ["No options to select", "Geen keuzes"],
    ["No options to select.", "Geen keuzes"],
    ["Choose an option", "Maak een keuze"],
    ["Select an option", "Maak een keuze"],
    ["Stop", "Stoppen"],
    ["Running...", "Bezig…"],
    ["Please wait...", "Een ogenblik…"],
    ["Connecting", "Verbinden"],
    ["Connecting...", "Verbinden…"],
    ["Connection error", "Geen verbinding"],
    ["Fullscreen", "Groot beeld"],
    ["View fullscreen", "Groot beeld"],
    ["Exit fullscreen", "Groot beeld sluiten"],
    ["Close fullscreen", "Groot beeld sluiten"],
    ["Close", "Sluiten"],
    ["Sidebar", "Menu"],
    ["Open sidebar", "Menu openen"],
    ["Expand sidebar", "Menu openen"],
    ["Close sidebar", "Menu sluiten"],
    ["Collapse sidebar", "Menu sluiten"],
    ["more", "meer"], // pages that do not fit beside each other
    ["Loading", "Laden"],
    ["Loading...", "Laden…"],
    ["Copy link to heading", "Kopieer een verwijzing naar deze kop"],
    ["Link to heading", "Verwijzing naar deze kop"],
    ["Page not found", "Deze pagina bestaat niet"],
    ["Oh no.", "Er ging iets mis."],
    ["Upload", "Kies bestanden"],
    ["Add files", "Bestanden toevoegen"],
    ["file upload", "Bestanden kiezen"],
    ["Drag and drop a file here", "Laat het bestand hier los"],
    ["Drag and drop files here", "Laat de bestanden hier los"],
    ["Upload failed", "Het bestand is niet aangekomen"],
    ["Click to retry upload", "Klik om het opnieuw te proberen"],
    ["Network Error", "Geen verbinding"],
    ["Press Enter to apply", "Enter om toe te passen"],
    ["Press Enter to submit form", "Enter om te versturen"],
    ["Press Ctrl+Enter to apply", "Ctrl+Enter om toe te passen"],
    ["Press ⌘+Enter to apply", "⌘+Enter om toe te passen"],
    ["Press Ctrl+Enter to submit form", "Ctrl+Enter om te versturen"],
    ["Press ⌘+Enter to submit form", "⌘+Enter om te versturen"],
    ["Error:", "Fout:"],
    ["Uncaught app execution", "Er ging iets mis op deze pagina"],
  ]);
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const GONE = "Kwartaalbeeld antwoordt niet. Is het programma gestopt? Start het opnieuw en laad deze pagina opnieuw.";
  const STARTS = [
    ["Selected ", "Gekozen: "],
    ["Remove ", "Weghalen: "],
    ["Cancel upload of ", "Niet inleveren: "],
    ["Request failed", "Het bestand is niet aangekomen. Probeer het opnieuw."],
    ["This app has encountered an error", "Er ging iets mis op deze pagina. De fout staat in het logboek van de server. Laad de pagina opnieuw; helpt dat niet, bel dan de beheerder."],
    ["The page that you have requested does not seem to exist", "Deze pagina bestaat niet. U ziet het overzicht."],
    ["You have requested page", "Deze pagina bestaat niet. U ziet het overzicht."],
    ["Is Streamlit still running?", GONE],
    ["Streamlit server is not responding", GONE],
    ["Unable to connect to Streamlit server", GONE],
    ["Failed to establish websocket connection", GONE],
    ["Connecting to Streamlit server", "Verbinden…"],
  ];

  // Words around a number: the number stays, as the Dutch write it.
  const PATTERNS = [
    [/^([\d.]+)([KMG]?B) per file$/, (_, size, unit) => `hoogstens ${size.replace(".0", "").replace(".", ",")} ${unit} per bestand`],
    [/^File must be ([\d.]+)([KMG]?B) or smaller\.$/, (_, size, unit) => `Dit bestand is te groot: hoogstens ${size.replace(".0", "").replace(".", ",")} ${unit}. Lever alleen de ingevulde rijen.`],
    [/^(\d+) more$/, (_, count) => `${count} meer`],
    [/^Select (\d+) matches$/, (_, count) => `Alle ${count} gevonden keuzes kiezen`],
    [/^Error: (.+)$/s, (_, rest) => `Fout: ${dutch(rest)}`],
  ];

  function dutch(text) {
    const plain = text.trim();
    for (const [pattern, words] of PATTERNS) if (pattern.test(plain)) return plain.replace(pattern, words);
    if (WORDS.has(plain)) return text.replace(plain, WORDS.get(plain));
    for (const [start, words] of STARTS) {
      if (plain.startsWith(start)) return start.endsWith(" ") ? text.replace(start, words) : words;
    }
    return text;
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = dutch(node.data);
      if (words !== node.data && !node.parentElement?.closest(".stHtml")) node.data = words;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(".stHtml, .js-plotly-plot")) return;
    for (const name of ATTRIBUTES) {
      const text = node.getAttribute(name);
      const words = text === null ? null : dutch(text);
      if (words !== text) node.setAttribute(name, words);
    }
    node.childNodes.forEach(translate);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "characterData") translate(change.target);
      else translate(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  // Links inside our own markup: Streamlit follows the history, so no new page load is needed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href^='/']");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.hasAttribute("download")) return;
    event.preventDefault();
    const target = new URL(link.href);
    const turned = target.pathname !== location.pathname;
    history.pushState({}, "", target.pathname + target.search);
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (link.id) focusWhenThere(link.id);
    if (target.hash) scrollWhenThere(target.hash.slice(1));
    else if (turned) document.querySelector("[data-testid='stMain']")?.scrollTo(0, 0);
  });

  function scrollWhenThere(id, tries = 20) {
    setTimeout(() => {
      const place = document.getElementById(id);
      if (place) place.scrollIntoView({ block: "start", behavior: "auto" });
      else if (tries > 0) scrollWhenThere(id, tries - 1);
    }, 120);
  }

  // A switch is drawn anew when it is used: whoever works with the keyboard stays where they were.
  function focusWhenThere(id, tries = 20) {
    setTimeout(() => {
      const place = document.getElementById(id);
      if (place && place !== document.activeElement && document.activeElement === document.body) place.focus();
      if (tries > 0) focusWhenThere(id, tries - 1);
    }, 100);
  }

  // Long forms whose fields go once they are handed in: while one is there that was changed, the browser asks before a
  // reload or a closed window loses it. Nothing typed is kept on this computer: it may be a reference.
  const FORMS = ".st-key-kb-form-entry, .st-key-kb-form-table";
  const begun = new Map(); // field -> what it held before somebody typed in it
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest?.(FORMS) && "value" in target && !begun.has(target)) begun.set(target, target.value);
  });
  window.addEventListener("beforeunload", (event) => {
    for (const [field, value] of begun) if (field.isConnected && field.value !== value) event.preventDefault();
  });

  // Escape puts the explanation of a cell away (WCAG 1.4.13).
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.documentElement.classList.add("kb-tip-off");
  });
  for (const kind of ["pointermove", "focusin"]) {
    document.addEventListener(kind, () => document.documentElement.classList.remove("kb-tip-off"));
  }
})();
