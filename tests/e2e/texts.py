"""Texts as they are written on one side, and as they stand on the other."""

from __future__ import annotations

FROM_DISCORD: list[tuple[str, str, str | None]] = [
    ("Καλημέρα σε όλους!", "Καλημέρα σε όλους!", None),
    ("**έντονα**", "έντονα", "<strong>έντονα</strong>"),
    ("*πλάγια* _και_", "πλάγια και", "<em>πλάγια</em> <em>και</em>"),
    ("__κάτω__ ~~έξω~~", "κάτω έξω", "<u>κάτω</u> <del>έξω</del>"),
    ("***όλα***", "όλα", "<strong><em>όλα</em></strong>"),
    ("||κρυφό||", "||κρυφό||", "<span data-mx-spoiler>κρυφό</span>"),
    ("`x = 1`", "x = 1", "<code>x = 1</code>"),
    ("```py\nx = 1\ny = 2\n```", "x = 1\ny = 2", '<pre><code class="language-py">x = 1\ny = 2\n</code></pre>'),
    ("# Τίτλος\nκαι κείμενο", "Τίτλος\nκαι κείμενο", "<h1>Τίτλος</h1><p>και κείμενο</p>"),
    ("### Μικρός", "Μικρός", "<h3>Μικρός</h3>"),
    ("- α\n  - β\n- γ", "• α\n  • β\n• γ", "<ul><li>α<ul><li>β</li></ul></li><li>γ</li></ul>"),
    ("3. α\n4. β", "3. α\n4. β", '<ol start="3"><li>α</li><li>β</li></ol>'),
    ("> λόγια\nναι", "> λόγια\nναι", "<blockquote><p>λόγια</p></blockquote><p>ναι</p>"),
    ("https://example.org/a_b", "https://example.org/a_b", None),
    ("[εδώ](https://example.org)", "εδώ (https://example.org)", '<a href="https://example.org">εδώ</a>'),
    ("<t:1767225600:F> <t:1767225600:t>", "Πέμπτη 1 Ιανουαρίου 2026, 02:00 02:00", None),
    ("<:stoa:5> ναι", ":stoa: ναι", None),
    ("<a:run:6>", ":run:", None),
    ("α\nβ\n\nγ", "α\nβ\n\nγ", None),
    ("<b>όχι</b> &amp; <3", "<b>όχι</b> &amp; <3", None),
    ("2 * 3 * 4 snake_case_name", "2 * 3 * 4 snake_case_name", None),
    ("👩‍👩‍👧‍👦 🇬🇷 ά", "👩‍👩‍👧‍👦 🇬🇷 ά", None),
]
"""(written on Discord, plain body on Matrix, HTML on Matrix or None where the body shows all)."""

FROM_MATRIX: list[tuple[str, str | None, str]] = [
    ("Καλημέρα σε όλους!", None, "Καλημέρα σε όλους!"),
    ("*όχι* _πλάγια_", None, "\\*όχι\\* \\_πλάγια\\_"),
    ("έντονα", "<strong>έντονα</strong>", "**έντονα**"),
    ("πλάγια", "<em>πλάγια</em>", "*πλάγια*"),
    ("κάτω έξω", "<u>κάτω</u> <del>έξω</del>", "__κάτω__ ~~έξω~~"),
    ("κρυφό", "<span data-mx-spoiler>κρυφό</span>", "||κρυφό||"),
    ("x = 1", "<code>x = 1</code>", "`x = 1`"),
    ("print(1)", '<pre><code class="language-py">print(1)\n</code></pre>', "```py\nprint(1)\n```"),
    ("Τίτλος", "<h1>Τίτλος</h1><h5>μικρός</h5>", "# Τίτλος\n\n### μικρός"),
    ("α β γ", "<ul><li>α<ul><li>β</li></ul></li><li>γ</li></ul>", "- α\n  - β\n- γ"),
    ("α β", '<ol start="3"><li>α</li><li>β</li></ol>', "3. α\n4. β"),
    ("λόγια", "<blockquote><p>λόγια</p></blockquote><p>ναι</p>", "> λόγια\nναι"),
    ("https://example.org/a_b", None, "https://example.org/a_b"),
    ("εδώ", '<a href="https://example.org">εδώ</a>', "[εδώ](<https://example.org>)"),
    (":stoa:", '<img data-mx-emoticon src="mxc://e/a" alt=":stoa:">', ":stoa:"),
    ("γραμμή", "α<br>β<p>γ</p>", "α\nβ\n\nγ"),
    ("@room ελάτε", None, "@room ελάτε"),
]
"""(plain body on Matrix, HTML or None, what stands on Discord)."""
