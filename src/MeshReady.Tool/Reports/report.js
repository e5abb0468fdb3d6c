// Everything is readable without this script. It adds choosing on the map, zooming, filtering and grouping.
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  document.documentElement.classList.add('scripted');

  // Map
  const svg = $('#map-svg');
  const details = $('#details');
  const parts = svg ? $$('a', svg) : [];
  let scale = 1;

  const clear = () => {
    if (svg) svg.classList.remove('narrowed');
    for (const part of parts) part.classList.remove('chosen', 'near');
    for (const part of $$('.detail.shown')) part.classList.remove('shown');
    const none = $('.none-chosen');
    if (none) none.hidden = false;
  };

  const choose = (id, moves) => {
    const detail = document.getElementById('d-' + id);
    if (!detail) return;
    clear();
    detail.classList.add('shown');
    $('.none-chosen').hidden = true;
    details.scrollTop = 0;
    const part = document.getElementById(id);
    if (part && svg) {
      const near = new Set([id, part.dataset.from, part.classList.contains('edge') ? part.dataset.to : undefined]);
      for (const edge of $$('.edge', svg)) {
        if (edge.dataset.from !== id && edge.dataset.to !== id) continue;
        for (const end of [edge.id, edge.dataset.from, edge.dataset.to]) near.add(end);
      }
      for (const other of parts) other.classList.toggle('near', near.has(other.id));
      part.classList.add('chosen');
      svg.classList.add('narrowed');
    }
    if (moves) detail.focus({ preventScroll: true });
    const box = detail.getBoundingClientRect();
    if (moves && (box.top < 0 || box.top > innerHeight - 80)) details.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const id = link.getAttribute('href').slice(1);
    if (id.startsWith('d-')) {
      event.preventDefault();
      choose(id.slice(2), true);
    } else if (link.dataset.serviceFilter !== undefined) {
      filterBy('service', link.dataset.serviceFilter);
    } else {
      reveal(id);
    }
  });

  // The next box in a direction: what is connected first, then what lies there.
  const step = (from, key) => {
    const nodes = $$('.node', svg);
    const at = { x: +from.dataset.x, y: +from.dataset.y };
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null;
    let least = Infinity;
    for (const node of nodes) {
      const dx = +node.dataset.x - at.x;
      const dy = +node.dataset.y - at.y;
      const ahead = dx * way[0] + dy * way[1];
      if (node === from || ahead < 1) continue;
      const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      const linked = (from.dataset.to || '').split(' ').includes(node.id) || (node.dataset.to || '').split(' ').includes(from.id);
      const cost = ahead + 2.5 * aside - (linked ? 400 : 0);
      if (cost < least) { least = cost; best = node; }
    }
    return best;
  };

  if (svg) {
    svg.addEventListener('keydown', event => {
      const part = event.target.closest('a');
      if (!part) return;
      if (event.key.startsWith('Arrow')) {
        const next = part.classList.contains('edge')
          ? document.getElementById(event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? part.dataset.from : part.dataset.to)
          : step(part, event.key);
        event.preventDefault();
        if (next) next.focus();
      } else if (event.key === ' ') {
        event.preventDefault();
        choose(part.id, true);
      }
    });
    const size = value => {
      scale = Math.min(3, Math.max(0.25, value));
      svg.setAttribute('width', svg.dataset.width * scale);
      svg.setAttribute('height', svg.dataset.height * scale);
    };
    const fit = least => size(Math.max(least, Math.min(1, ($('.map-box').clientWidth - 4) / svg.dataset.width)));
    $('.map-tools').hidden = false;
    $('.none-chosen').hidden = false;
    $('.map-tools').addEventListener('click', event => {
      const { zoom, clear: clears } = event.target.dataset;
      if (zoom === 'in') size(scale * 1.25);
      else if (zoom === 'out') size(scale / 1.25);
      else if (zoom === 'one') size(1);
      else if (zoom === 'fit') fit(0.25);
      else if (clears !== undefined) clear();
    });
    fit(0.6);
  }

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !svg) return;
    const chosen = $('.chosen', svg);
    clear();
    if (chosen && details.contains(document.activeElement)) chosen.focus();
  });

  // Findings
  const form = $('#filter');
  const findings = $$('.finding');
  const holder = $('#finding-groups');
  const texts = new Map(findings.map(finding => [finding, finding.textContent.toLowerCase()]));

  const group = by => {
    const names = new Map();
    for (const finding of findings) {
      const name = by === 'rule' ? finding.dataset.ruleTitle : finding.dataset.service;
      if (!names.has(name)) names.set(name, []);
      names.get(name).push(finding);
    }
    holder.replaceChildren(...[...names.keys()].sort().map(name => {
      const section = document.createElement('section');
      section.className = 'group';
      const heading = document.createElement('h3');
      const own = document.createElement('bdi');
      own.textContent = name;
      const count = document.createElement('span');
      count.className = 'soft count';
      heading.append(own, ' ', count);
      section.append(heading, ...names.get(name));
      return section;
    }));
  };

  const apply = () => {
    const wish = new FormData(form);
    const text = wish.get('text').trim().toLowerCase();
    const severities = wish.getAll('severity');
    const [service, rule, owner] = ['service', 'rule', 'owner'].map(name => wish.get(name) || '');
    let shown = 0;
    for (const finding of findings) {
      const data = finding.dataset;
      const fits = severities.includes(data.severity)
        && (!service || data.service === service)
        && (!rule || data.rule === rule)
        && (!owner || data.owners.split(' ').includes(owner))
        && (!wish.has('fresh') || data.new === 'yes')
        && (!text || texts.get(finding).includes(text));
      finding.hidden = !fits;
      if (fits) shown++;
    }
    for (const section of $$('.group', holder)) {
      const count = $$('.finding:not([hidden])', section).length;
      section.hidden = count === 0;
      $('.count', section).textContent = count;
    }
    $('#filter-status').textContent = `${shown} of ${findings.length} findings`;
  };

  const filterBy = (name, value) => {
    if (!form) return;
    form.reset();
    form.elements[name].value = value;
    apply();
  };

  // A link into the page leads to something that can be seen.
  const reveal = id => {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.tagName === 'DETAILS') target.open = true;
    if (target.classList.contains('finding') && target.hidden) { form.reset(); group('service'); apply(); }
  };

  if (form) {
    form.hidden = false;
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('input', event => {
      if (event.target.name === 'group') group(event.target.value);
      apply();
    });
    form.addEventListener('reset', () => setTimeout(() => { group('service'); apply(); }));
    apply();
  }

  addEventListener('beforeprint', () => { for (const help of $$('details')) help.open = true; });
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked.startsWith('d-')) choose(asked.slice(2), true);
  else reveal(asked);
})();
