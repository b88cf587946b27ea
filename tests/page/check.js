// node check.js OUT FILE...: each page at two widths and in the dark, with and without script. Nothing may be said on
// the console or asked of a network, nothing may be wider than the window, and axe may find no violation.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const looks = [[1280, 'light'], [390, 'light'], [1280, 'dark']];

// Tables are sorted and filtered: the first of each kind is used as a reader would, and put back.
async function use(page) {
	return page.evaluate(() => {
		const said = [];
		const shown = (t) => [...t.tBodies[0].rows].filter((r) => !r.hidden && r.className !== 'sum');
		const filtered = document.querySelector('table[data-f]');
		if (filtered && document.scripts.length) {
			const input = filtered.parentNode.previousElementSibling.querySelector('input');
			const all = shown(filtered).length, name = shown(filtered)[0].cells[0].textContent;
			const type = (s) => { input.value = s; input.dispatchEvent(new Event('input')); };
			type(name);
			if (!shown(filtered).length || shown(filtered).length === all) said.push('a table is not filtered');
			type('');
			if (shown(filtered).length !== all) said.push('a filter that is empty hides rows');
		}
		const button = document.querySelector('table.sort th button');
		if (!!button !== !!(document.scripts.length && document.querySelector('table.sort'))) said.push('sorting is where no script is, or is not where it is');
		if (button) {
			const th = button.parentNode, at = th.cellIndex, t = th.closest('table');
			const value = (r) => +(r.cells[at].dataset.v ?? -Infinity);
			button.click();
			const first = shown(t).map(value);
			if (first.some((v, i) => i && v > first[i - 1])) said.push('a table is not sorted');
			if (th.getAttribute('aria-sort') !== 'descending') said.push('the head does not say how it is sorted');
		}
		return said;
	});
}

async function look(browser, file, out, width, colorScheme) {
	const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
	const page = await context.newPage();
	const faults = [];
	page.on('console', (m) => faults.push('console: ' + m.text()));
	page.on('pageerror', (e) => faults.push('error: ' + e));
	page.on('request', (r) => { if (!r.url().startsWith('file:')) faults.push('request: ' + r.url()); });
	await page.goto('file://' + path.resolve(file));
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (over > 0) faults.push(over + ' px wider than the window');
	if (width === 1280 && colorScheme === 'light') faults.push(...await use(page));
	await page.screenshot({ path: `${out}/${path.basename(file, '.html')}-${width}-${colorScheme}.png`, fullPage: true });
	if (width === 1280 && colorScheme === 'light')
		await page.pdf({ path: `${out}/${path.basename(file, '.html')}.pdf`, preferCSSPageSize: true, printBackground: true });
	await context.close();
	// The page's own policy would refuse the checker's script.
	const open = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
	const checked = await open.newPage();
	await checked.goto('file://' + path.resolve(file));
	await checked.addScriptTag({ content: axe });
	const { violations } = await checked.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
	for (const v of violations) faults.push(`axe ${v.id} (${v.impact}), ${v.nodes.length} places: ${v.nodes[0].html.slice(0, 200)}`);
	await open.close();
	return faults;
}

(async () => {
	const [out, ...files] = process.argv.slice(2);
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
	let bad = 0;
	for (const file of files)
		for (const [width, scheme] of looks)
			for (const fault of await look(browser, file, out, width, scheme)) {
				console.log(`${path.basename(file)}, ${width} px, ${scheme}: ${fault}`);
				bad++;
			}
	console.log(`${files.length * looks.length} looks at ${files.length} pages, ${bad} faults`);
	await browser.close();
	process.exit(bad === 0 ? 0 : 1);
})();
