// Every visible text whose contrast to the nearest painted ground is below WCAG 2.2 AA: 4.5, or 3 for large text.
() => {
  const parse = text => { const p = (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); return { r: p[0], g: p[1], b: p[2], a: p.length > 3 ? p[3] : 1 }; };
  const light = c => [c.r, c.g, c.b].map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const box = e.matches('a.node') ? e.querySelector('.box') : null;
      const c = parse(box ? getComputedStyle(box).fill : getComputedStyle(e).backgroundColor);
      if (c.a > 0.99) return c;
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const weak = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || element.closest('script, style, title, desc, option') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const isSvg = element.namespaceURI.endsWith('svg');
    let alpha = 1;
    for (let e = element; e; e = e.parentElement) alpha *= parseFloat(getComputedStyle(e).opacity);
    const below = ground(element);
    const color = parse(isSvg ? style.fill : style.color);
    const [a, b] = [light(over({ ...color, a: color.a * alpha }, below)), light(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || size >= 18.66 && parseInt(style.fontWeight) >= 700;
    if (ratio < (isLarge ? 3 : 4.5)) weak.push(`${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute('class')} "${element.textContent.trim().slice(0, 40)}"`);
  }
  return weak;
}
