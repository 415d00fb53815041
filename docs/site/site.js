const root = document.documentElement;

// The colours that a reader chose, here and in the playground.
const theme = document.getElementById('tsd-theme');
theme.value = root.dataset.theme;
theme.addEventListener('change', () => {
  localStorage.setItem('tsd-theme', theme.value);
  root.dataset.theme = theme.value;
});

// Copies a program, as it stands there.
for (const button of document.querySelectorAll('pre > button')) {
  const words = button.textContent;
  button.addEventListener('click', async () => {
    const lines = button.parentElement.querySelectorAll('.line');
    const text = [...lines].map((line) => line.textContent).join('');
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = root.lang === 'ru' ? 'Скопировано' : 'Copied';
    } catch {
      // The browser does not let this page copy: what is chosen is a keystroke, or a long press, away from it.
      getSelection().selectAllChildren(button.previousElementSibling);
    }
    setTimeout(() => {
      button.textContent = words;
    }, 2000);
  });
}

// The menu of a phone.
const menu = document.getElementById('tsd-toolbar-menu-trigger');

function show(open) {
  root.classList.toggle('has-menu', open);
  menu.setAttribute('aria-expanded', String(open));
}

show(false);
menu.addEventListener('click', () => show(!root.classList.contains('has-menu')));
document.querySelector('.overlay').addEventListener('click', () => show(false));
document.querySelector('.col-sidebar').addEventListener('click', ({ target }) => {
  if (target.closest('a')) show(false);
});

// The page that is looked at comes into view in the list of all.
for (const link of document.querySelectorAll('.site-menu .current')) {
  const pages = link.closest('.site-menu');
  pages.scrollTop = link.offsetTop - pages.offsetTop - pages.clientHeight / 3;
}

// What scrolls can be scrolled by keyboard, and what does not is no stop on the way.
function letKeysScroll() {
  for (const box of document.querySelectorAll('.scrolled, .site-menu')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

letKeysScroll();
window.addEventListener('resize', letKeysScroll);

// The search, and what it searches, come when it is opened first. Scripts load from files too, as requests would not.
const search = document.getElementById('search');
let loaded = false;

function openSearch() {
  search.showModal();
  document.getElementById('search-input').select();
  if (loaded) return;
  loaded = true;
  for (const name of ['search-data.js', 'search.js']) {
    const script = document.createElement('script');
    script.async = false;
    script.src = `${root.dataset.base}assets/${name}`;
    document.head.append(script);
  }
}

document.getElementById('search-open').addEventListener('click', openSearch);
document.getElementById('search-close').addEventListener('click', () => search.close());
search.addEventListener('click', ({ target }) => {
  if (target === search) search.close();
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') show(false);
  const writing = event.target.closest?.('input, select, textarea');
  const asked = event.key === '/' || (event.key === 'k' && (event.ctrlKey || event.metaKey));
  if (!asked || search.open || (writing && event.key === '/')) return;
  event.preventDefault();
  openSearch();
});
