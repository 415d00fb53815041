// The menu of a phone: the theme's own opens by pointer alone.
const button = document.getElementById('tsd-toolbar-menu-trigger');
const root = document.documentElement;

function show(open) {
  root.classList.toggle('has-menu', open);
  button.setAttribute('aria-expanded', String(open));
}

show(false);
button.addEventListener('click', () => show(!root.classList.contains('has-menu')));
document.querySelector('.overlay').addEventListener('click', () => show(false));
document.querySelector('.col-sidebar').addEventListener('click', ({ target }) => {
  if (target.closest('a')) show(false);
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') show(false);
});

// The page that is looked at comes into view in the list of all.
for (const link of document.querySelectorAll('.site-menu .current')) {
  const menu = link.closest('.site-menu');
  menu.scrollTop = link.offsetTop - menu.offsetTop - menu.clientHeight / 3;
}

// What scrolls can be scrolled by keyboard, and what does not is no stop on the way.
function letKeysScroll() {
  for (const box of document.querySelectorAll('pre > code, .tsd-signature, .scrolled')) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
}

letKeysScroll();
window.addEventListener('resize', letKeysScroll);

// What the search finds is chosen from a list of options; a link within an option would be a second way through the list.
const found = document.getElementById('tsd-search-results');

new MutationObserver(() => {
  for (const link of found.querySelectorAll('a[href]')) {
    link.dataset.to = link.href;
    link.removeAttribute('href');
  }
}).observe(found, { childList: true });

found.addEventListener('click', ({ target, ctrlKey, metaKey }) => {
  const to = target.closest('li')?.querySelector('a')?.dataset.to;
  if (to !== undefined) window.open(to, ctrlKey || metaKey ? '_blank' : '_self');
});
