// node check.js OUT FILE...: each page at two widths and in the dark, with and without script. Nothing may be said on
// the console or asked of a network, nothing may be wider than the window, and axe may find no violation.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const looks = [[1280, 'light'], [390, 'light'], [1280, 'dark']];

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
