import { plainTextOf, sanitizeRichText } from './sanitize-rich-text';

describe('rich text', () => {
  it.each<[string, string]>([
    ['<p>One <strong>two</strong> <em>three</em></p>', '<p>One <strong>two</strong> <em>three</em></p>'],
    ['<h2>नमस्ते 안녕 👋</h2><ul><li>a</li></ul>', '<h2>नमस्ते 안녕 👋</h2><ul><li>a</li></ul>'],
    ['<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>', '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'],
    ['<img src="https://cdn.example/a.png" alt="A &quot;b&quot;" width="10" />', '<img src="https://cdn.example/a.png" alt="A &quot;b&quot;" width="10" />'],
    ['5 < 6 & 7 > 3', '5 &lt; 6 &amp; 7 &gt; 3'],
  ])('keeps what people write: %s', (html, kept) => {
    expect(sanitizeRichText(html)).toBe(kept);
  });

  it('gives links no hold on our page', () => {
    expect(sanitizeRichText('<a href="https://a.example" target="_blank" rel="opener">a</a>')).toBe('<a href="https://a.example" rel="noopener noreferrer nofollow ugc">a</a>');
  });

  it.each([
    '<script>alert(1)</script>', '<SCRIPT SRC=//evil.example/x.js></SCRIPT>', '<scr<script>ipt>alert(1)</scr</script>ipt>', '<img src=x onerror=alert(1)>', '<img src="x" onerror="alert(1)" / >',
    '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>', '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>', '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
    '<a href="javascript:alert(1)">x</a>', '<a href=" &#106;avascript:alert(1)">x</a>', '<a href="java\tscript:alert(1)">x</a>', '<a href="java\u0000script:alert(1)">x</a>', '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>', '<a href="vbscript:msgbox(1)">x</a>', '<a href="//evil.example">x</a>', '<img src="http://evil.example/pixel.gif">', '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<iframe src="https://evil.example"></iframe>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<object data="evil.swf"></object>', '<embed src="evil.swf">', '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">', '<link rel="stylesheet" href="https://evil.example/x.css">', '<style>@import "https://evil.example/x.css";</style>', '<p style="background:url(javascript:alert(1))">x</p>',
    '<form action="https://evil.example"><input name="password"><button formaction="javascript:alert(1)">x</button></form>', '<p id="main" class="admin" onclick="alert(1)">x</p>', '<details open ontoggle=alert(1)>x</details>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '<template><script>alert(1)</script></template>', '<xmp><img src=x onerror=alert(1)></xmp>', '<!--><img src=x onerror=alert(1)>-->', '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<a href="https://ok.example" onmouseover=alert(1)>x</a>', '<table background="javascript:alert(1)"><tr><td>x</td></tr></table>', '<input autofocus onfocus=alert(1)>', '<video><source onerror=alert(1)></video>', '<body onload=alert(1)>', '\'"><img src=x onerror=alert(1)>',
  ])('leaves nothing that runs or reaches out in %s', (html) => {
    const clean = sanitizeRichText(html);
    // What is left between tags is text; only tags can act.
    const tags = clean.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /script|\son\w+\s*=|style|class|\sid=|srcdoc|data:|vbscript|evil|http:\/\/|<(svg|math|iframe|object|embed|base|meta|link|form|input|button|template|xmp|details|video|body)/i.test(tag))).toEqual([]);
  });

  it('lets nothing point to our own origin', () => {
    expect(sanitizeRichText('<a href="/logout">a</a><a href="?x=1">b</a><img src="/api/leave" alt="x">')).toBe(['a', 'b'].map((text) => `<a rel="noopener noreferrer nofollow ugc">${text}</a>`).join(''));
  });

  it('changes nothing the second time', () => {
    const clean = sanitizeRichText('<p>5 &lt; 6 <a href="https://a.example?a=1&b=2">a</a> &amp;lt; <b>x<script>y</script></p>');
    expect(sanitizeRichText(clean)).toBe(clean);
  });

  it('takes deep nesting and broken markup without giving up', () => {
    expect(sanitizeRichText(`${'<blockquote>'.repeat(5_000)}x`)).toContain('x');
    expect(sanitizeRichText('<p><b>open <i>wrong</b> order')).toBe('<p><b>open <i>wrong</i></b> order</p>');
  });
});

describe('the plain text of rich text', () => {
  it('is the words with their line breaks', () => {
    expect(plainTextOf('<h2>Title</h2><p>One&nbsp;<b>two</b><br>three</p><ul><li>a</li><li>b</li></ul>')).toBe('Title\nOne\u00a0two\nthree\na\nb');
  });

  it('holds characters, not entities', () => {
    expect(plainTextOf('<p>5 &lt; 6 &amp;&amp; &quot;x&quot; &amp;lt;</p><script>alert(1)</script>')).toBe('5 < 6 && "x" &lt;');
  });
});
