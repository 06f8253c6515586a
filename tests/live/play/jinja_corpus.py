"""A seeded corpus of small templates for the page's Jinja: what people write, and what they write by mistake, of every kind."""

import random

NUMBERS = (
    "0 1 -1 7 -7 42 255 -255 1234567 -1234567 10**20 2**64+1 -(2**70) true false 0.0 -0.0 0.5 1.5 2.5 -2.5 0.25 0.125 2.675 1.005 21.25 21.35 1e22 1e16 123456.789 -123456.789 1e-5 "
    "1.5e-7 5e-324 1.7976931348623157e308 1e308*10 -(1e308*10) (1e308*10-1e308*10) 0.1 0.3 1/3 2/3 100.0 1e15 9007199254740993 12345678901234567890.0 999999.5 0.00001234 9.5 99.95"
).split()
ODD = ["none", "true", "5", "-3", "2.5", "''", "'abc'", "'a b'", "'<b>&'", "' x '", "'12'", "[]", "[3, 1, 2]", "['b', 'A']", "[1, 'a', none]", "()", "(1, 2)", "{}", "{'b': 1, 'a': 2}", "{1: 'x'}", "[[1, 2], [3, 4]]",
       "[{'k': 1}, {'k': 2}]", "u", "u.x", "name", "messages", "d", "range(4)", "range", "'x'|safe", "words|map('upper')", "d.items()", "d.keys()", "namespace(a=1)", "big", "nothing", "quote", "[u]", "['a', 'b']|safe"]  # fmt: skip
FILTERS = {
    "abs": [""], "attr": ["'a'", "'upper'", "1", "'__class__'"], "batch": ["2", "3, 'x'", "0", "'a'", "none", "1.5", "-1", ""], "capitalize": [""], "center": ["", "9", "none", "'x'", "-1", "2.5"], "count": [""], "d": ["1", "'x', true", ""],
    "default": ["", "'d'", "none, true"], "dictsort": ["", "true", "false, 'value'", "by='x'", "reverse=true"], "e": [""], "escape": [""], "filesizeformat": ["", "true"], "first": [""], "float": ["", "1", "'x'"], "forceescape": [""],
    "format": ["", "1", "1, 2", "a=1"], "groupby": ["'k'", "0", "'k', default=5", ""], "indent": ["", "2", "'>'", "2, true", "first=true, blank=true", "none", "1.5"], "int": ["", "9", "0, 16", "0, 2", "base=1", "base=37", "base=0", "'x'"],
    "items": [""], "join": ["", "','", "1", "none", "',', 'k'", "attribute='k'", "'<'|safe"], "last": [""], "length": [""], "list": [""], "lower": [""], "map": ["'upper'", "attribute='k'", "'nope'", "", "attribute='k', default=1", "attribute='k', x=1", "'int', 5", "'string'", "1"],
    "max": ["", "attribute='k'", "true"], "min": ["", "attribute='k'", "case_sensitive=true"], "pprint": [""], "reject": ["", "'odd'", "'gt', 2", "'nope'"], "rejectattr": ["'k'", "", "'k', 'eq', 1", "'k', 'nope'"],
    "replace": ["'a', 'b'", "'a'", "'a', 'b', 1", "1, 2", "'', '-'", "none, 'x'", "'a', 'b', 'c'", "'a', 'b', none", "'<', '>'|safe"], "reverse": [""], "round": ["", "1", "-1", "2, 'ceil'", "1, 'floor'", "0, 'x'", "method='floor'", "none", "'a'", "1.5", "-2, 'ceil'"], "safe": [""],
    "select": ["", "'odd'", "'lt', 2", "'string'", "'in', [1, 2]"], "selectattr": ["'k'", "'k', 'defined'", "", "'a.b'", "0"], "slice": ["2", "3, 'x'", "0", "'a'", "-1", ""], "sort": ["", "true", "attribute='k'", "case_sensitive=true", "false, false, '0'"],
    "string": [""], "striptags": [""], "sum": ["", "'k'", "start=5", "start='a'", "start=[]"], "title": [""], "tojson": ["", "indent=2", "true", "sort_keys=true", "separators=(',', ':')", "indent='x'", "x=1"], "trim": ["", "'a'", "1", "none"],
    "truncate": ["", "5", "5, true", "3, true, '.'", "2", "5, leeway=0", "'a'", "none", "5, leeway=-1"], "unique": ["", "true", "attribute='k'"], "upper": [""], "urlencode": [""], "urlize": ["", "10", "nofollow=true", "target='_blank'", "rel='x y'"],
    "wordcount": [""], "wordwrap": ["", "3", "2, false", "5, wrapstring='|'", "0", "'a'"], "xmlattr": ["", "false"], "random": [],
}  # fmt: skip
TESTS = {
    "boolean": [""], "callable": [""], "defined": [""], "divisibleby": ["2", "0", "'a'", ""], "eq": ["1", "'abc'", ""], "equalto": ["5"], "escaped": [""], "even": [""], "false": [""], "filter": [""], "float": [""], "ge": ["1", "'a'"], "gt": ["1", ""],
    "in": ["[5, 'abc']", "'abc def'", "5", ""], "integer": [""], "iterable": [""], "le": ["1"], "lower": [""], "lt": ["1", "2.5"], "mapping": [""], "ne": ["1"], "none": [""], "number": [""], "odd": [""], "sameas": ["none", "5", ""], "sequence": [""],
    "string": [""], "test": [""], "true": [""], "undefined": [""], "upper": [""], "nope": [""],
}  # fmt: skip
STR_METHODS = {
    "capitalize": [""], "casefold": [""], "center": ["7", "7, '*'", "7, ''", "'a'", "7, 'ab'"], "count": ["'a'", "'a', 1", "'', 1, 2", "1"], "encode": [], "endswith": ["'c'", "('c', 'b')", "1", "'b', 0, 2", "('c', 1)", "['c']"], "expandtabs": ["", "4", "'a'", "tabsize=2"],
    "find": ["'b'", "'b', 1", "'', 2", "1", "'b', none, -1", "'b', 'x'"], "format": ["", "1", "a=1"], "index": ["'b'", "'z'", "'b', 2"], "isalnum": [""], "isalpha": [""], "isascii": [""], "isdecimal": [""], "isdigit": [""], "isidentifier": [""], "islower": [""], "isnumeric": [""],
    "isprintable": [""], "isspace": [""], "istitle": [""], "isupper": [""], "join": ["['x', 'y']", "'xy'", "[1]", "5", "none", "{'q': 1, 'r': 2}"], "ljust": ["6", "6, '.'", "-1", "none"], "lower": [""], "lstrip": ["", "'a'", "none", "1"],
    "partition": ["'b'", "''", "1"], "removeprefix": ["'a'", "1", "'z'"], "removesuffix": ["'c'", "''"], "replace": ["'a', 'b'", "'a', 'b', 1", "'a'", "'', '.', 2", "1, 'a'", "'a', 1", "'a', 'b', 'c'"], "rfind": ["'b'", "'', 1"], "rindex": ["'b'", "'z'"],
    "rjust": ["6", "6, '.'"], "rpartition": ["'b'", "'z'"], "rsplit": ["", "'b'", "none, 1", "' ', 1", "''", "1", "sep='b'", "maxsplit=1", "'b', maxsplit=0"], "rstrip": ["", "'c'"], "split": ["", "'b'", "none, 1", "' ', 1", "''", "1", "sep='b'", "maxsplit=1", "'b', 1, 2", "x=1", "'b', 'a'"],
    "splitlines": ["", "true", "keepends=true", "1", "'a'"], "startswith": ["'a'", "('x', 'a')", "'b', 1", "none", "()"], "strip": ["", "'ac'", "none", "1"], "swapcase": [""], "title": [""], "translate": ["{97: 'X'}", "{97: none, 98: 99}", "1"], "upper": [""], "zfill": ["6", "'a'", "-1"],
    "nope": [""], "maketrans": [], "__len__": [""], "format_map": ["{'a': 1}", "1", ""],
}  # fmt: skip
TEXTS = [
    "'abc'",
    "'a b  c'",
    "' abC\\t'",
    "''",
    "'-12'",
    "'Ab-Cd ef'",
    "'a\\nb\\r\\nc\\x0bd'",
    "'ÄßÉ'",
    "'ab' | safe",
    "name",
]
OTHER_METHODS = {
    "[3, 1, 3]": {"index": ["3", "3, 1", "9", "'a'", "", "3, 'x'"], "count": ["3", "", "3, 1"], "copy": ["", "1"], "append": ["1"], "sort": [""], "pop": [""], "nope": [""], "__add__": ["[1]"]},
    "(3, 1, 3)": {"index": ["1", "9", "3, 1, 2"], "count": ["3", ""], "copy": [""]},
    "{'a': 1, 'b': none}": {"get": ["'a'", "'z'", "'z', 5", "", "1, 2, 3", "[]", "'a', x=1"], "items": ["", "1"], "keys": ["", "1"], "values": ["", "x=1"], "copy": ["", "1"], "update": ["{}"], "pop": ["'a'"], "setdefault": ["'a'"], "fromkeys": ["[1, 2]", "'ab', 0", ""], "clear": [""], "a": [""], "nope": [""]},
    "7": {"bit_length": ["", "1"], "bit_count": [""], "conjugate": [""], "real": [], "as_integer_ratio": [""], "to_bytes": [], "is_integer": [""], "nope": [""]},
    "2.5": {"is_integer": ["", "1"], "as_integer_ratio": [""], "hex": [""], "conjugate": [""]},
    "range(5)": {"index": ["3", "9"], "count": ["3", "'a'"], "start": [], "nope": [""]},
    "true": {"bit_length": [""]}, "none": {"nope": [""]},
}  # fmt: skip
PERCENTS = (
    "%d %i %5d %-5d| %05d %+d %x %X %#x %o %#o %s %r %10s| %-10s| %.2s %f %.1f %.0f %#.0f %8.3f %-8.2f| %08.2f %+.1f %e %.2e %E %g %.3g %#g %G %c %% %5% %a %.3d %.5x %z %*d %.*f %ld".split()
    + ["% d", "% .1f"]
)
SPECS = (
    "d 5d <5d| ^7d >6d 06d +d x X #x #X o #o b #b c n , _ ,d _x _b 08b #010x =+6d s <6 >6 ^6 *^9 .2f .0f f F e .3e E g .3g #g G % .1% , ,.2f _.1f +.1f 010.2f =10 <10| .3 .10 .0 z.1f ,x ,s .2d q 5.q aa 10.3s .2s =5s {}"
).split() + [" d", " .1f"]
LETTERS = "a A ß ŉ ǰ İ ı ǅ ǆ ﬁ ΐ ς Σ ² ½ ١ ۵ ５ ௰ 一 〇 Ⅷ ⅷ ① ª ʰ ͅ ª 𐐨 𝟘 𝔘 🤗 ⓐ ꭰ Ꭰ ა Ა ℘ · _ \u0301 \u200d \u00a0 \u2028 \u00ad \u0378 ẞ ᾳ ᾼ Ω K ſ".split(
    " "
)
BINARY = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "~", "and", "or"]
VALUES = [
    "1",
    "-2",
    "2.5",
    "true",
    "none",
    "'a'",
    "'ab'",
    "''",
    "[1]",
    "[]",
    "(1,)",
    "{'a': 1}",
    "u",
    "range(3)",
    "'%s'",
    "'<'|safe",
    "big",
    "d.keys()",
    "10**20",
    "name",
]
JS_NAMES = "constructor __proto__ toString hasOwnProperty valueOf prototype isPrototypeOf __defineGetter__ then length name".split()

SCOPES = [
    "{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}", "{% for i in [1, 2] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}|{{ x }}", "{% with x = 1 %}{% set y = x %}{{ y }}{% endwith %}{{ x }}{{ y }}", "{% with x=1, y=x %}{{ y }}{% endwith %}",
    "{% set x = 5 %}{% with x=1, y=x %}{{ x }}{{ y }}{% endwith %}{{ x }}", "{% with a, b = (1, 2) %}{{ a }}{{ b }}{% endwith %}", "{% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q }}", "{% if true %}{% set x = 1 %}{% endif %}{{ x }}", "{% if false %}{% set x = 1 %}{% endif %}{{ x }}|",
    "{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}", "{% macro m() %}{{ name }}{% endmacro %}{{ m() }}{% set name = 1 %}{{ m() }}", "{% macro m(x) %}{% set x = x + 1 %}{{ x }}{% endmacro %}{{ m(1) }}{{ x }}", "{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}",
    "{% macro m(a=b, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m() }}", "{% set ns = namespace(x=0) %}{% for i in range(3) %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}", "{% set ns = namespace() %}{% set ns.a, ns.b = 1, 2 %}{{ ns.a }}{{ ns.b }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a, (b, c) = 1, (2, 3) %}{{ c }}",
    "{% block b %}{% set x = 1 %}{{ x }}{% endblock %}{{ x }}", "{% set x = 1 %}{% block b %}{{ x }}{% set x = 2 %}{{ x }}{% endblock %}{{ x }}", "{% for i in [1, 2] %}{% block b %}{{ i }}{% endblock %}{% endfor %}", "{% for i in [1, 2] %}{% block b scoped %}{{ i }}{% endblock %}{% endfor %}",
    "{% block b %}x{% endblock %}{{ self.b() }}{{ self.c }}|", "{{ self.c() }}", "{{ self }}", "{{ super() }}", "{% block b %}{{ super() }}{% endblock %}", "{% block b %}{{ super.x }}{% endblock %}", "{% block b %}1{% endblock b %}{% block c %}2{{ self.b() }}{% endblock %}", "{% block b required %}{% endblock %}", "{% block b required %}x{% endblock %}",
    "{% set self = 1 %}{{ self }}", "{% block a %}{% block b %}i{% endblock %}o{% endblock %}{{ self.b() }}", "{{ self['b'] }}|", "{% block b %}{{ self.b is callable }}{% endblock %}", "{% block b %}{% endblock c %}", "{% macro m() %}{{ self.b() }}{% endmacro %}{% block b %}z{% endblock %}{{ m() }}",
    "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ n }}{% endcall %}", "{% macro m() %}[{{ caller(1, 2) }}]{% endmacro %}{% call(a, b) m() %}{{ a }}{{ b }}{% endcall %}", "{% macro m() %}x{% endmacro %}{% call m() %}{% endcall %}", "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, a=2) }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}{{ m(a=1) }}{{ m(1, a=2) }}",
    "{% macro m(caller) %}{{ caller() }}{% endmacro %}{{ m(1) }}", "{% macro m(caller=none) %}{{ caller }}{% endmacro %}{{ m() }}", "{% call(x) [1].index(1) %}{% endcall %}", "{% macro m(a, a) %}{% endmacro %}{{ m(1, 2) }}", "{{ m }}{% macro m() %}{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.caller }}{{ m.nope }}|", "{% macro _m() %}x{% endmacro %}{{ _m() }}",
    "{% set x %}a{{ n }}{% endset %}{{ x }}", "{% set x | upper %}a{% endset %}{{ x }}", "{% filter upper %}{% set q = 1 %}a{{ q }}{% endfilter %}{{ q }}|", "{% for x in [1] %}{% endfor %}{{ x }}|", "{% for x in [1, 2] if x > 1 %}{{ x }}{% else %}e{% endfor %}", "{% for x in [] %}{% else %}{% set z = 1 %}{{ z }}{% endfor %}{{ z }}|",
    "{% for x in x %}{{ x }}{% endfor %}|", "{% set x = [1, 2] %}{% for x in x %}{{ x }}{% endfor %}{{ x }}", "{% for i in [1, 2] %}{% for j in [3] %}{{ loop.index }}{{ i }}{% endfor %}{{ loop.index }}{% endfor %}", "{% for i in [1] %}{% set loop = 5 %}{{ loop }}{% endfor %}", "{{ loop }}|{% set loop = 1 %}{{ loop }}", "{% import 'a' as b %}", "{% from 'a' import b, c as d %}",
    "{% include 'a' %}", "{% include 'a' ignore missing %}|", "{% extends 'a' %}", "{% include ['a', 'b'] %}", "{% include x %}", "{% include n %}", "{% if false %}{% include 'a' %}{% endif %}ok", "{% if false %}{% extends 'a' %}{% endif %}ok", "x{% extends 'a' %}", "{% extends n %}", "{% include none %}", "{% from 'a' import b with context %}", "{% import 'a' as b without context %}",
    "{% set x = 1 %}{% macro m() %}{% set x = 2 %}{{ x }}{% endmacro %}{{ m() }}{{ x }}", "{% set f = 'a'.upper %}{{ f() }}", "{% for k, v in {'a': 1}.items() %}{% set k = 2 %}{{ k }}{{ v }}{% endfor %}", "{% for i in range(3) %}{% if loop.first %}{% set x = 1 %}{% endif %}{{ x }}|{% endfor %}", "{{ x }}{% set x = 1 %}{{ x }}", "{{ n }}{% set n = 1 %}{{ n }}",
    "{% for n in [1] %}{{ n }}{% endfor %}{{ n }}", "{% autoescape true %}{% set x %}<{% endset %}{{ x }}{{ '<' }}{{ '<' ~ '>'|safe }}{% endautoescape %}{{ '<' }}", "{% autoescape n %}{{ '<' }}{{ name ~ '<' }}{% endautoescape %}", "{% autoescape false %}{{ '<' }}{% endautoescape %}", "{% autoescape true %}{% macro m() %}<{{ '<' }}{% endmacro %}{{ m() }}{% endautoescape %}",
    "{% generation %}x{{ n }}{% set y = 1 %}{% endgeneration %}{{ y }}|", "{% for i in [1, 2] %}{% generation %}{{ i }}{{ loop.index }}{% endgeneration %}{% endfor %}", "{% for x in [1, [2, [3]]] recursive %}{{ loop(x) if x is iterable else x }}{{ loop.depth0 }}{% endfor %}", "{% set x = namespace(a=1) %}{{ x }}{{ x.b }}|{{ x['a'] }}", "{% set u.x = 1 %}", "{% set n.x = 1 %}",
    "{% with x = u.y.z %}{% endwith %}", "{% set a = b = 1 %}", "{% set a, b = 1 %}", "{% set a, b = [1] %}", "{% set a, b = 'xy' %}{{ b }}", "{% set a, b = {'p': 1, 'q': 2} %}{{ a }}", "{% for a, b in {'xy': 1} %}{{ a }}{{ b }}{% endfor %}", "{% for a, b in [1] %}{% endfor %}", "{% for a in u %}x{% else %}e{% endfor %}", "{% for a in u.b %}{% endfor %}", "{% for a in namespace() %}{% endfor %}",
    "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.reset() }}{{ c.next() }}{{ c }}"[:0], "{% set j = joiner('|') %}{{ j() }}{{ j() }}{{ j() }}", "{{ raise_exception(message='kw') }}", "{{ raise_exception() }}", "{{ raise_exception(1, 2) }}", "{{ raise_exception(x=1) }}", "{{ range() }}", "{{ range(1.5) }}", "{{ range(1, 2, 0) }}", "{{ range('a') }}", "{{ range(1, 2, 3, 4) }}", "{{ dict(a=1, **{'b': 2}) }}", "{{ dict([(1, 2)], x=3) }}",
    "{{ namespace([('a', 1)]).a }}", "{{ namespace({'a': 1}, b=2) }}", "{{ strftime_now(1) }}", "{{ strftime_now() }}", "{{ cycler('a').nope }}|", "{{ lipsum is callable }}{{ cycler is callable }}{{ joiner is defined }}{{ namespace is callable }}", "{{ joiner(1, 2, 3) }}", "{{ cycler(x=1) }}", "{{ range(stop=3) }}",
]  # fmt: skip
# Beside what went wrong once: None as a value, loops that are left, splits with a count, blocks in blocks, C's words for None.
BESIDE = [
    "{{ '%(a)s' % {'a': none} }}", "{{ '%(a)s' | format(a=none) }}", "{{ '%(a)s %(a)s' % {'a': none} }}", "{{ '%s' % none }}",
    "{% for i in [1, 2] %}{{ i }}{% break %}{% else %}E{% endfor %}", "{% for i in [1, 2] %}{% continue %}{% else %}E{% endfor %}", "{% for i in [1, 2] %}{% if i == 2 %}{% break %}{% endif %}{% else %}E{% endfor %}",
    "{% for i in [1, 2] recursive %}{% continue %}{% else %}E{% endfor %}", "{{ 'a b '.split(none, 1) }}", "{{ 'cmd arg \n'.split(maxsplit=1) }}", "{{ '\n\nhello world'.rsplit(none, 1)[0] }}", "{{ '  a'.rsplit(none, 0) }}",
    "{{ ' a  b  c '.split(none, 0) }}", "{{ ' a  b  c '.rsplit(none, 2) }}", "{{ '   '.split(none, 1) }}", "{{ ''.rsplit() }}", "{{ ' a b '.rsplit() }}", "{{ 'aaa'.rsplit('aa') }}", "{{ 'aaaa'.rsplit('aa', 1) }}", "{{ 'abab'.rsplit('ab') }}",
    "{{ 'a'.replace(none, 'b') }}", "{{ 'a'.replace('a', none) }}", "{{ 'a'.removeprefix(none) }}", "{{ 'a'.removesuffix(none) }}", "{{ strftime_now(none) }}", "{{ strftime_now('%G-W%V %g %_d %^a %#B %10Y %-5d %_5d %05a %Ey %Od %EB %^#h %5% %!') }}", "{{ dict(u) }}", "{{ namespace(u, a=1).a }}", "{{ dict([{'a': 1, 'b': 2}]) }}",
    "{{ dict([range(2)]) }}", "{{ dict([1]) }}", "{{ dict(['ab', (1, 2)]) }}", "{% set a.b = u.x %}", "{% set n.x = 1 %}", "{% set a, b.c = u.x %}", "{% for i in [1] %}{% block a scoped %}{% block b %}{{ i }}{% endblock %}{% endblock %}{% endfor %}",
    "{% for i in [1] %}{% block a scoped %}{{ self.b() }}{% endblock %}{% endfor %}{% block b %}x{{ i }}{% endblock %}", "{{ ('x'|safe)|last is escaped }}", "{{ ('x'|safe)|first is escaped }}", "{{ 'a'|tojson(indent=1.5) }}", "{{ 'a'|tojson(separators=(1, 2)) }}",
    "{{ ('1' * 4301)|int }}", "{{ 1 -}}\ufeffabc", "{% if 1 -%}\x85abc{% endif %}", "{% if 1 -%}\x1fabc{% endif %}", "{%\u3000raw %}{{ 1 }}{% endraw %}", "{# a -#}\x85b", "{{ 'a\ufeffb c'|title }}", "{{ '\\é' }}", "{{ '\\🤗\\ɤ' }}", "{{ '\\N' }}",
    "{% macro none() %}{% endmacro %}", "{% macro m() %}{% set kwargs = 1 %}{{ kwargs }}{% endmacro %}{{ m(x=1) }}", "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m() %}{% set caller = 1 %}{{ caller }}{% endmacro %}{% call m() %}{% endcall %}", "{% macro m() %}{% block b %}{{ varargs }}{% endblock %}{% endmacro %}{{ m(1) }}",
]  # fmt: skip
COMPILE = [
    "{% block a %}{% endblock %}{% block a %}{% endblock %}", "{% block a %}{% block a %}{% endblock %}{% endblock %}", "{% for loop in [1] %}{% endfor %}", "{% for a, loop in [1] %}{% endfor %}", "{% for loop in x %}{{ 1 | nope }}{% endfor %}", "{{ f(a=1, a=2) }}", "{{ n }}{{ f(a=1, b=2, a=3) }}", "{{ 1 | default(boolean=1, boolean=2) }}", "{{ 1 is eq(a=1, a=2) }}",
    "{% from 'a' import %}", "{% from 'a' import b, %}", "{% from 'a' import _b %}", "{% from 'a' import b as %}", "{% from %}", "{% from 'a' %}", "{% import 'a' %}", "{% import 'a' as %}", "{% import %}", "{% include %}", "{% include 'a' ignore %}", "{% extends %}", "{% from 'a' import b c %}", "{% from 'a' import b with %}", "{% import 'a' as b with %}", "{% import 'a' as 1 %}",
    "{% continue %}", "{% break %}", "{{ n }}{% break %}", "x{% continue %}", "{% if n %}{% break %}{% endif %}", "{% for i in [1] %}{% endfor %}{% break %}", "{% for i in [] %}{% else %}{% break %}{% endfor %}", "{% for i in [1] %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", "{% macro m() %}{% continue %}{% endmacro %}", "{% for i in [1] %}{% block b %}{% break %}{% endblock %}{% endfor %}",
    "{% for i in [1] %}{% call m() %}{% break %}{% endcall %}{% endfor %}", "{% for i in [1, 2] %}{% filter upper %}{% break %}{% endfilter %}{% endfor %}x", "{% for i in [1, 2] %}{% set x %}{% continue %}{% endset %}y{% endfor %}x", "{% for i in [1, 2] %}{% with %}{{ i }}{% break %}{% endwith %}{% endfor %}", "{% for i in [1, 2] %}a{% generation %}{{ i }}{% break %}{% endgeneration %}{% endfor %}b",
    "{% for i in [1, 2] recursive %}{{ i }}{% break %}{% endfor %}", "{% set x = 1 %}\n{% break %}", "{% with a = 1 %}{% break %}{% endwith %}", "{{ 1 | abs }}{% break %}", "{% if 1 %}x{% else %}{% continue %}{% endif %}", "{% set a, b = 1, 2 %}{% break %}", "{{ n }}x{{ n }}{% break %}", "{{ 1 }}x{{ 2 }}{% break %}", "{{ self.x }}{% continue %}", "{{ f(a=1, a=2) }}{% break %}", "{% break %}{{ f(a=1, a=2) }}",
    "{% set ns.x = 1 %}{% break %}", "{% macro m(a, b=1) %}{{ caller() }}{% endmacro %}{% break %}", "{% for i in n if i %}{{ loop.index }}{% endfor %}{% break %}", "{% set x %}a{{ n }}{% endset %}{% break %}", "{% filter upper %}q{% endfilter %}{% break %}", "{% call m() %}z{% endcall %}{% break %}", "{% block b %}{% endblock %}{% break %}", "{% include 'a' %}{% break %}", "{% import 'a' as b %}{% break %}", "{% autoescape true %}{% break %}{% endautoescape %}",
    "{% from 'a' import b %}{% break %}", "{% print n %}{% break %}", "{% print n, 1 %}", "{% print %}", "{% macro m(a, a) %}{% endmacro %}", "{% macro m(a=1, a=2) %}{% endmacro %}", "{% call(a, a) m() %}{% endcall %}", "{{ 1 | nope }}", "{{ 1 is nope }}", "{% if n %}{{ 1 | nope }}{% endif %}", "{% if false %}{{ 1 | nope }}{{ 1 is nope }}{% endif %}ok", "{{ (1 | nope) if false else 2 }}", "{% for x in y %}{{ x | nope }}{% endfor %}", "{% if n %}{% for x in y %}{{ x | nope }}{% endfor %}{% endif %}",
    "{% macro m() %}{{ 1 | nope }}{% endmacro %}", "{% block b %}{{ 1 | nope }}{% endblock %}", "{% filter nope %}{% endfilter %}", "{% set x | nope %}{% endset %}", "{% set x = 1 | nope %}", "{% if 1 | nope %}{% endif %}", "{{ x | a.b }}", "{{ x is a.b }}", "{{ 'a' | map('nope') | list }}", "{% if n %}{% extends 'x' %}{% endif %}", "{% for i in n %}{% extends 'x' %}{% endfor %}", "{% macro m() %}{% extends 'x' %}{% endmacro %}", "{% extends 'a' %}{% extends 'b' %}",
    "{% for i in loop %}{% endfor %}", "{% for i in [1] if loop.index %}{% endfor %}", "{% for i in [1] if loop %}{% endfor %}", "{% set none = 1 %}", "{% set (a) = 1 %}{{ a }}", "{% set a.b.c = 1 %}", "{% set a[0] = 1 %}", "{% set 'a' = 1 %}", "{% for 1 in x %}{% endfor %}", "{% for a.b in x %}{% endfor %}", "{% for none in x %}{% endfor %}", "{% with 1 = 2 %}{% endwith %}", "{% with a.b = 2 %}{% endwith %}", "{% set a, 1 = 2 %}", "{% set [a] = 1 %}", "{% macro 1() %}{% endmacro %}",
    "{% macro m %}{% endmacro %}", "{% macro m(1) %}{% endmacro %}", "{% macro m(a b) %}{% endmacro %}", "{% macro m(*a) %}{% endmacro %}", "{% call m %}{% endcall %}", "{% call %}{% endcall %}", "{% filter %}{% endfilter %}", "{% block %}{% endblock %}", "{% block 1 %}{% endblock %}", "{% block a b %}{% endblock %}", "{% block a required %}x{{ 1 }}{% endblock %}", "{% block a required %} {# c #}\n{% endblock %}", "{% autoescape %}{% endautoescape %}", "{% elif %}", "{% else %}", "{% endfor %}",
    "{% if 1 %}{% else %}{% else %}{% endif %}", "{% for %}", "{% for i in %}{% endfor %}", "{% for i on x %}{% endfor %}", "{% for i in x recursive if y %}{% endfor %}", "{% for i in x if %}{% endfor %}", "{% set x = %}", "{% set x =1, %}{{ x }}", "{{ 1, 2 }}", "{{ (1) }}{{ (1,) }}{{ () }}", "{{ [1,] }}{{ {'a': 1,} }}", "{{ f(1,) }}", "{{ f(,) }}", "{{ f(*) }}", "{{ f(*a, *b) }}", "{{ f(**a, **b) }}", "{{ f(*a, 1) }}", "{{ f(1, **a) }}", "{{ f(a=1, *b) }}", "{{ f(1=2) }}",
    "{{ 1 if }}", "{{ if 1 }}", "{{ 1 if 2 else }}", "{{ not }}", "{{ 1 not 2 }}", "{{ 1 is not }}", "{{ 1 is }}", "{{ 1 is not none is none }}", "{{ a.b.1 }}", "{{ a.1.b }}", "{{ a[1:2:3:4] }}", "{{ a[] }}", "{{ a[1,2] }}|", "{{ a[:, 1] }}", "{{ {1, 2} }}", "{{ {'a' 1} }}", "{{ {'a': } }}", "{{ 'a' 1 }}", "{{ 1 'a' }}", "{{ ~ }}", "{{ a ~ }}", "{{ +-1 }}", "{{ - - 1 }}", "{{ 2 ** -1 }}", "{{ -2 ** 2 }}", "{{ 1 + + 1 }}", "{{ a..b }}", "{{ .a }}", "{{ a! }}", "{{ a = 1 }}", "{{ a == }}", "{{ 1 <> 2 }}", "{{ a && b }}",
    "{{ 1__0 }}", "{{ 1_ }}", "{{ 0x }}", "{{ 0b2 }}", "{{ 00 }}", "{{ 01 }}", "{{ 1.e5 }}", "{{ .5 }}", "{{ 1e }}", "{{ 1.5.5 }}", "{{ 'a\\x1' }}", "{{ '\\u12' }}", "{{ '\\N{DIGIT ONE}' }}"[:0], "{{ \"a'b\" }}", "{{ 'a\nb' }}", "{{ 'unclosed }}", "{{ [1 }}", "{{ (1 }}", "{{ 1) }}", "{{ {% }}", "{% {{ %}", "{{ {{ 1 }} }}", "{% raw %}{{ }}{% endraw %}", "{% raw %}", "{% endraw %}", "{# a", "#}", "{{", "{%", "{{ 1", "{% if 1", "{% if 1 %}a", "{% for i in x %}{% if y %}{% endfor %}",
    "{% trans %}a{% endtrans %}", "{% do 1 %}", "{% debug %}", "{% block a %}{% endblock b %}", "{% endblock %}", "{% macro m() %}{% endfor %}", "{% if x %}{% endmacro %}", "{% set x %}", "{% set x %}{% endmacro %}", "{% with x %}{% endwith %}", "{% with x=1 y=2 %}{% endwith %}", "{% generation x %}{% endgeneration %}", "{% generation %}", "{% break x %}", "{% autoescape true %}", "{{ x.y = 1 }}", "{% 1 %}", "{% 'a' %}", "{% %}", "{%- -%}", "{{- -}}",
]  # fmt: skip


def corpus(seed: int = 10) -> list[tuple[str, str]]:
    """(kind, template) pairs, the same for the same seed; over 2,500 of them."""
    pick = random.Random(seed)
    made = [("scope", one) for one in SCOPES + BESIDE if one] + [("compile", one) for one in COMPILE if one]
    made += [pair for part in (_numbers, _filters, _methods, _values, _unicode, _markup, _names) for pair in part(pick)]
    return list(dict.fromkeys(made))


def _numbers(pick: random.Random):
    def numbers(count):
        return pick.sample(NUMBERS, count)

    for spec in PERCENTS:
        yield from (("numbers", f"{{{{ '{spec}' % ({number}) }}}}") for number in numbers(4))
        yield from (("numbers", f"{{{{ '{spec}' | format({odd}) }}}}") for odd in pick.sample(ODD, 2))
    for spec in SPECS:
        yield from (("numbers", f"{{{{ '{{:{spec}}}'.format({number}) }}}}") for number in numbers(6))
        yield from (("numbers", f"{{{{ '{{:{spec}}}'.format({odd}) }}}}") for odd in pick.sample(ODD, 2))
    for number in NUMBERS:
        yield "numbers", f"{{{{ {number} }}}} {{{{ ({number}) | string }}}} {{{{ [{number}] | tojson }}}}"
        yield "numbers", f"{{{{ ({number}) | int }}}}"
        yield "numbers", f"{{{{ ({number}) | float }}}}"
        yield "numbers", f"{{{{ ({number}) | abs }}}}"
        for _ in range(3):
            yield (
                "numbers",
                f"{{{{ ({number}) | round({pick.choice(['', '1', '2', '-1', '-2', '3', '20', '-400', '400'])}) }}}}",
            )
        yield (
            "numbers",
            f"{{{{ ({number}) | round({pick.choice('01 -1 2 -3 5'.split())}, '{pick.choice(['ceil', 'floor'])}') }}}}",
        )
        yield "numbers", f"{{{{ ({number}) | filesizeformat({pick.choice(['', 'true'])}) }}}}"
        for operator in ("+", "-", "*", "/", "//", "%", "**", "<", "=="):
            other = pick.choice([one for one in NUMBERS if operator != "**" or len(one) < 5])
            yield "numbers", f"{{{{ ({number}) {operator} ({other}) }}}}"
    for text in "12 -12 +5 1_000 1__0 _1 0x1f 0b11 0o17 1e3 1.5 .5 5. inf -inf nan Infinity 1e400 ' ' 0x 1e 12abc ١٢ １２.５ 1_0.5 -0 +-1 --1 00 1,000".split():
        yield "numbers", f"{{{{ '{text}' | int }}}} {{{{ '{text}' | float }}}}".replace("'''", "'")
        yield "numbers", f"{{{{ '{text}' | int(7, {pick.choice([0, 2, 8, 16, 36, 10])}) }}}}".replace("'''", "'")
    brace = ["{0}", "{1}", "{}{}", "{0}{}", "{}{0}", "{a}", "{a.b}", "{a[b]}", "{0[0]}", "{0[-1]}", "{0.real}", "{!r}", "{!s}", "{!a}", "{!x}", "{!}", "{!r:>5}", "{:{}}", "{:{w}}", "{:>{w}.{p}}", "{", "}", "{{}}", "{{{}}}", "{a", "{0!r", "{:", "{0.}", "{0[}", "{0[]}", "{0]}", "{ 0 }", "{0 }", "{-1}", "{.real}", "{[0]}",
             "{0.__class__}", "{0._x}", "{a.upper}", "{0.real.imag}", "{:%Y}", "{0:}", "{:{w!r}}", "{:{:{}}}", "{0[a][b]}", "{a:{a}}"]  # fmt: skip
    for one in brace:
        yield "numbers", f"{{{{ '{one}'.format(5, 6, a='x', w=7, p=2) }}}}"
        yield "numbers", f"{{{{ '{one}'.format({pick.choice(ODD)}, a={pick.choice(ODD)}) }}}}"
        yield "numbers", f"{{{{ ('{one}' | safe).format('<', a='>', w=3) }}}}"
    tuples = ["'%s %s' % (1, 2)", "'%s' % (1, 2)", "'%s %s' % 1", "'%(a)s' % {'a': 1}", "'%(b)s' % {'a': 1}", "'%(a)s' % 1", "'%(a)d %(a)s' % {'a': 2.5}", "'%s' % [1, 2]", "'%s' % {'a': 1}", "'x' % {'a': 1}", "'x' % 1", "'x' % []", "'%s' % ()", "'%' % 1", "'%(a' % {'a': 1}", "'%*d' % (5, 2)", "'%-*d|' % (5, 2)",
              "'%.*f' % (2, 1.5)", "'%*d' % ('a', 2)", "'%(a)*d' % {'a': 1}", "'%s %%' % 1", "'%% %s' % 1", "'%%' % ()", "'%c%c' % (65, 'z')", "'%c' % 'ab'", "'%c' % -1", "'%c' % 1114112", "'%c' % 65.0", "'%5c|%-5c|' % ('a', 'b')", "'%d' % '5'", "'%x' % 5.0", "'%f' % 'a'", "'%s' % u", "'%d' % u", "'%y' % 1", "'%hd %ld %Ld' % (1, 2, 3)", "'% 05d' % 3", "'%+05d' % 3", "'%-05d|' % 3", "'%#o %#X' % (8, 255)", "'%.3s|' % 'abcdef'", "'%8.3s|' % 'abcdef'", "'%r %a' % ('é', 'é')"]  # fmt: skip
    yield from (("numbers", f"{{{{ {one} }}}}") for one in tuples)


def _filters(pick: random.Random):
    for name, shapes in FILTERS.items():
        for shape in shapes:
            call = f"{name}({shape})" if shape else name
            for odd in pick.sample(ODD, 11 if len(shapes) < 3 else 6):
                as_list = (
                    " | list"
                    if name
                    in ("batch", "slice", "map", "select", "reject", "selectattr", "rejectattr", "unique", "items")
                    else ""
                )
                yield "filters", f"{{{{ ({odd}) | {call}{as_list} }}}}"
        yield (
            "arguments",
            f"{{{{ [1] | {name}(1, 2, 3, 4, 5, 6, 7){' | list' if name in ('map', 'select', 'reject', 'selectattr', 'rejectattr') else ''} }}}}",
        )
        yield (
            "arguments",
            f"{{{{ 'ab' | {name}(x=1){' | list' if name in ('map', 'select', 'reject', 'selectattr', 'rejectattr') else ''} }}}}",
        )
        yield (
            "arguments",
            f"{{{{ 'ab' | {name}({pick.choice(['value=1', 's=1', '1, x=2'])}){' | list' if name in ('map', 'select', 'reject', 'selectattr', 'rejectattr') else ''} }}}}",
        )
    for name, shapes in TESTS.items():
        for shape in shapes:
            for odd in pick.sample(ODD, 7):
                yield "filters", f"{{{{ ({odd}) is {name}{f'({shape})' if shape else ''} }}}}"
        yield "arguments", f"{{{{ 1 is {name}(1, 2, 3) }}}}"
        yield "arguments", f"{{{{ 1 is {name}(x=1) }}}}"
    urls = [
        "see http://example.com, or (https://a.b/c?d=e&f).",
        "mail a@b.co or mailto:x@y.org!",
        "www.a.org/x_(y) <www.b.net>",
        "ftp://x.y tel:123",
        "a.com b.edu c.info http://1.2.3.4:80/",
        "\\'http://x.org\\'",
        "http://exa mple",
        "WWW.X.ORG",
        "x@y",
        "https://münchen.de/ä",
    ]
    shapes = [
        "",
        "(9)",
        "(nofollow=true)",
        '(target="t")',
        '(rel="b a")',
        '(extra_schemes=["tel:", "ftp://"])',
        "(extra_schemes=[1])",
    ]
    yield from (("filters", f"{{{{ '{url}' | urlize{pick.choice(shapes)} }}}}") for url in urls for _ in (0, 1))
    wraps = [
        "one two three four five",
        "a-b-c long-hyphenated-word here",
        "averyveryverylongword and",
        "  lead  and   inner ",
        "line one\\nline two is longer\\n\\nend",
        "x -- y---z",
        "a/b.c,d;e",
        "naïve café résumé",
        "foo--bar --baz -1 a-1-b",
    ]
    yield from (
        ("filters", f"{{{{ '{text}' | wordwrap({shape}) }}}}")
        for text in wraps
        for shape in pick.sample(["5", "9", "12, false", "7, true, '|'", "10, break_on_hyphens=false", "1", "20"], 4)
    )
    tags = [
        "<p>a <b>b</b></p>",
        "a &lt; b &amp;amp; c &eacute; &#65; &#x41; &nope; &copy",
        "<!-- c --> x <br/> y <",
        "a<b c",
        "<!-- un",
        "&notit; &hellip;&nbsp;x",
        "&#0; &#128; &#xD800; &#1114112;",
        "<<a>>",
    ]
    yield from (("filters", f"{{{{ '{tag}' | striptags }}}}") for tag in tags)
    pretty = [
        "[1, 2]",
        "{'b': 1, 'a': [1, 2]}",
        "messages",
        "d",
        "nested",
        "'x' * 100",
        "['x' * 30, 'y' * 30, 'z' * 30]",
        "{'k' ~ 'x' * 40: ['y' * 30, {'z': 'w' * 50}]}",
        "(1,)",
        "('a' * 50, 'b' * 50)",
        "{1: 2, 'a': 3, none: 4}",
        "'word ' * 30",
        "[[]] * 40",
        "{}",
        "range(3)",
        "none",
        "2.5",
        "('ab cd ' * 20,)",
        "'x'|safe",
        "[u]",
        "{'a': 'word ' * 30}",
        "['a\\nb' * 40]",
        "range(60)|list",
        "[range(40)|list, 1]",
    ]
    yield from (("filters", f"{{{{ ({one}) | pprint }}}}") for one in pretty)


def _methods(pick: random.Random):
    for name, shapes in STR_METHODS.items():
        for shape in shapes:
            for text in pick.sample(TEXTS, 4):
                yield "arguments", f"{{{{ ({text}).{name}({shape}) }}}}"
        for shape in ("1, 2, 3, 4, 5", "x=1", "1", "'a', 'b', x=3"):
            yield "arguments", f"{{{{ 'abc'.{name}({shape}) }}}}"
    for of, methods in OTHER_METHODS.items():
        for name, shapes in methods.items():
            yield "arguments", f"{{{{ {of if of != '7' else '(7)'}.{name} is callable }}}}"
            for shape in [*shapes, "1, 2, 3, 4", "x=1"] if shapes else []:
                yield "arguments", f"{{{{ ({of}).{name}({shape}) }}}}"


def _values(pick: random.Random):
    for left in VALUES:
        for operator in BINARY:
            for right in pick.sample(VALUES, 3):
                if operator == "**" and right in ("big", "10**20"):
                    continue
                yield "values", f"{{{{ ({left}) {operator} ({right}) }}}}"
        yield from (("values", f"{{{{ {sign}({left}) }}}}") for sign in ("-", "+", "not "))
        yield "values", f"{{{{ {left} }}}} {{{{ [{left}] }}}}"
        yield "values", f"{{{{ ({left})() }}}}"
    sequences = [
        "range(10)",
        "[1, 2, 3, 4]",
        "(1, 2, 3)",
        "'abcdé🤗f'",
        "range(9, 0, -2)",
        "name",
        "'ab'|safe",
        "words",
    ]
    slices = [
        "2:5",
        "::-1",
        "::2",
        "-3:",
        ":-1",
        "5:1:-2",
        "::0",
        "'a':",
        "1.5:",
        "none:2",
        "10:",
        "-100:100",
        "::-3",
        "true:",
        "10**30:",
        "u:",
    ]
    yield from (("values", f"{{{{ ({one})[{cut}] }}}}") for one in sequences for cut in pick.sample(slices, 8))
    keys = ["0", "-1", "99", "'a'", "1.5", "none", "true", "[]", "u", "10**30", "(1, 2)", "'upper'", "-99"]
    yield from (
        ("values", f"{{{{ ({one})[{key}] }}}}|")
        for one in [*sequences, "d", "{1: 'x', 'a': 2}", "5", "none", "u", "namespace(a=1)", "range(0)"]
        for key in pick.sample(keys, 5)
    )
    yield from (("values", f"{{{{ {one} }}}}") for one in ["{1: 'a', 1.0: 'b', true: 'c'}", "{(1, 2): 3}", "{none: 1}", "{[1]: 2}", "{u: 1}", "{{}: 1}", "[1, [2, (3, {'a': none})]]", "('a',)", "{'a': (1,)}", "[true, none, 1.0]", "'it\\'s \"x\"'", "['it\\'s \"x\"']", "['\\x00\\x7f\\u200b\\ud7ff']",
                 "[1, 2] == (1, 2)", "[1] < [1, 2] < [2]", "(1, 'a') < (1, 2)", "{'a': 1} < {'b': 2}", "range(3) == range(0, 3)", "range(0) == range(2, 2)", "3 in range(5)", "3.0 in range(5)", "'a' in range(5)", "2 in range(0, 10, 3)", "[1, 2] | length * 3", "1 < 2 == true", "1 in [1] == true", "'a' < 'B'", "true + true", "true / 2", "-true",
                 "1 == 1.0 == true", "10**20 == 1e20", "2**53 + 1 == 2.0**53", "(1e308*10) > 10**400", "none == 0", "'' == none", "[none] == [u]", "u == u", "u != 1", "u is sameas u", "d == d", "d != {}", "d.items() == d.items()", "d.keys() == d.keys()", "('a', 1) in d.items()", "'b' in d.keys()", "1 in d.values()", "[] in d", "[] in d.keys()", "d.keys() | length", "d.items()", "d.values()[0]", "d.keys()[0:1]", "range", "d.get", "'a'.upper", "namespace", "dict"[:0], "cycler"[:0],
                 "[1] * 3", "3 * 'ab'", "'ab' * -1", "[1] * 2.0", "'a' * none", "none * [1]", "(1, 2) * 2", "range(2) * 2", "{} * 2", "[1] + (1,)", "'a' + none", "none + 'a'", "1 - 'a'", "[] - []", "{} + {}", "d.keys() - ['a']"[:0], "2 ** 0.5", "(-8) ** (1/3)"[:0], "0 ** -1", "0.0 ** -1", "2 ** 1000", "7 // 0.0", "7 % 0.0", "-7 // 2.0", "-7.5 % 2", "7 % -3", "-0.0 // 1", "5 % -0.5", "1e300 * 1e10", "2.0 ** 10000", "10 ** 400 / 3", "10**400 / 10**399", "10**400 * 1.0", "(10**400) | float", "3 // 2.5", "1e16 + 1", "0.1 + 0.2", "1e22 // 7", "-1 // 10**20", "2**64 % 1.5"] if one)  # fmt: skip


def _unicode(pick: random.Random):
    methods = "upper lower title capitalize swapcase casefold isalpha isalnum isdigit isdecimal isnumeric isidentifier isprintable isspace isupper islower istitle".split()
    for letter in LETTERS:
        for method in pick.sample(methods, 9):
            yield "unicode", f"{{{{ '{letter}'.{method}() }}}}"
        yield "unicode", f"{{{{ '{letter}a{letter}'.{pick.choice(methods)}() }}}}"
        yield (
            "unicode",
            f"{{{{ '{letter}b {letter}' | {pick.choice(['title', 'capitalize', 'upper', 'lower', 'wordcount', 'int', 'tojson', 'urlencode', 'pprint', 'length', 'reverse'])} }}}}",
        )
        yield "unicode", f"{{{{ {letter} }}}}|"
        yield "unicode", f"{{{{ a{letter} }}}}|"
        yield "unicode", f"{{{{ ['{letter}'] }}}}"
    for start in (0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE, 0x1D7E2, 0x1E950, 0x104A0, 0x0BE6, 0x17E0):
        digits = "".join(chr(start + pick.randrange(10)) for _ in range(3))
        yield (
            "unicode",
            f"{{{{ '{digits}' | int }}}} {{{{ '-{digits}.{digits}' | float }}}} {{{{ '{digits}'.isdigit() }}}} {{{{ '{digits}' | int(0, 16) }}}}",
        )
    yield from (
        ("unicode", f"{{{{ {one} }}}}")
        for one in [
            "'ΑΣ'.lower()",
            "'ΑΣ Σ'.lower()",
            "'ΑΣ' | lower",
            "'ΑΣ'.title()",
            "'ΑΣ'.capitalize()",
            "'ΟΔΥΣΣΕΥΣ'.swapcase()",
            "'İ'.lower() | length",
            "\"they're bill's\".title()",
            '"they\'re" | title',
            "'ŉx'.title()",
            "'ǆungla'.capitalize()",
            "'ﬁx'.title()",
            "'straße'.casefold()",
            "'a1b'.title()",
            "'x²'.isdigit()",
            "'١٢٣'.isdecimal()",
            "'½'.isnumeric()",
            "'一'.isnumeric()",
            "'🤗'[0]",
            "'a🤗b'[1:]",
            "'🤗' | length",
            "'🤗'.find('🤗')",
            "'a🤗b'.find('b')",
            "'a🤗b'.center(7, '🤗')",
            "'%5s|' % '🤗'",
            "'%c' % 129303",
            "'{:>4}'.format('🤗')",
            "'a\\u0301' | length",
            "'é'.encode is callable",
            "'\\ud83e\\udd17' | length"[:0],
        ]
        if one
    )


def _markup(pick: random.Random):
    safe = [
        "'<b>' | safe",
        "'<' | e",
        "'&' | forceescape",
        "('<b>' | safe) | e",
        "('<b>' | safe) | forceescape",
        "5 | e",
        "none | e",
        "u | e",
        "[1, '<'] | e",
        "u | safe",
        "none | safe",
        "{'a': '<'} | safe",
    ]
    uses = ["{} + '<'", "'<' + {}", "{} ~ '<'", "{} * 2", "2 * {}", "{} % '<'", "'%s' % {}", "{} == '<b>'", "[{}]", "({}) | upper", "({}) | string is escaped", "({}) is escaped", "({}) is string", "({}).join(['<', '>'])", "['<', {}] | join", "['<', {}] | join('&')", "({}) | replace('b', '<')", "({}).replace('b', '<')", "({}).split('b')",
            "({})[0] is escaped", "({})[1:] is escaped", "({}) | list", "({}) | first is escaped", "({}) | tojson", "({}) | trim is escaped", "({}) | indent is escaped", "({}) | truncate(1, true, '') is escaped", "({}) | length", "({}) | striptags", "({}) | title is escaped", "({}) | capitalize is escaped", "({}) | center(9) is escaped", "({}) | format('<') is escaped",
            "({}).format('<') is escaped", "({}).upper() is escaped", "({}).strip() is escaped", "({}).partition('b')", "({}) + 1", "1 + ({})", "({}) + ({})", "({}) in '<b>x'", "({}).unescape()", "({}).striptags()", "({}).__html__()", "({}) | urlencode", "({}) | wordwrap(2)", "({}) | wordwrap(2) is escaped", "({}) | xmlattr", "({}) | pprint", "({}) | int", "{'a': {}} | xmlattr", "({}) | reverse is escaped", "({}) | lower is escaped", "({}) | default('x') is escaped",
            "({}).escape('<')", "({}).title().zfill(9) is escaped", "({}).center(9, '<')", "({}).ljust(9, '<')", "({}).encode is callable", "({}) | urlize", "({}).splitlines()", "({}) | join('<')", "[{}, '<'] | sum(start='')", "({}) | e | e"]  # fmt: skip
    for use in uses:
        for one in pick.sample(safe, 3):
            yield "Markup", "{{ " + use.replace("{}", f"({one})") + " }}"
        yield (
            "Markup",
            "{% autoescape true %}{{ " + use.replace("{}", f"({pick.choice(safe)})") + " }}{% endautoescape %}",
        )
        yield (
            "Markup",
            "{% autoescape n %}{{ "
            + use.replace("{}", f"({pick.choice(safe)})")
            + " }}{{ name ~ '<' }}{% endautoescape %}",
        )
    formats = [
        "('<%s>' | safe) % '<'",
        "('<%s %s>' | safe) % ('<', 1)",
        "('<%(a)s>' | safe) % {'a': '<'}",
        "('<%d %f>' | safe) % (1, 2)",
        "('<%r>' | safe) % '<'",
        "('%s' | safe) % [1, '<']",
        "('{} {a}' | safe).format('<', a='>')",
        "('{:>5}' | safe).format('<')",
        "('{!r}' | safe).format('<')",
        "('{}' | safe).format('<' | safe)",
        "('{:5}' | safe).format('<' | safe)",
        "('%d' | safe) % 'a'",
        "('%x' | safe) % 255",
        "('%s' | safe) % ('<' | safe)",
        "('%s' | safe) | format('<')",
        "'%s' | format('<' | safe)",
    ]
    yield from (("Markup", f"{{{{ {one} }}}}") for one in formats)
    yield from (("Markup", f"{{% autoescape true %}}{{{{ {one} }}}}{{% endautoescape %}}") for one in formats)


def _names(pick: random.Random):
    for name in JS_NAMES:
        shapes = ["{{% {0} %}}", "{{{{ {0} }}}}|", "{{{{ d.{0} }}}}|", "{{{{ d['{0}'] }}}}|", "{{{{ 1 | {0} }}}}", "{{{{ 1 is {0} }}}}", "{{{{ {{'{0}': 1}} }}}}", "{{{{ {{'{0}': 1}}.{0} }}}}", "{{{{ 'a'.{0} }}}}|", "{{{{ [1].{0} }}}}|", "{{{{ (5).{0} }}}}|", "{{{{ none.{0} }}}}|", "{{{{ dict({0}=1) }}}}", "{{{{ dict({0}=1).{0} }}}}", "{{{{ namespace({0}=1).{0} }}}}",
                  "{{% macro {0}() %}}x{{% endmacro %}}{{{{ {0}() }}}}", "{{% macro m({0}) %}}{{{{ {0} }}}}{{% endmacro %}}{{{{ m(1) }}}}", "{{% set {0} = 1 %}}{{{{ {0} }}}}", "{{% for {0} in [1] %}}{{{{ {0} }}}}{{{{ loop.{0} }}}}{{% endfor %}}", "{{{{ loop.{0} }}}}", "{{% block {0} %}}b{{% endblock %}}{{{{ self.{0}() }}}}", "{{{{ self.{0} }}}}|", "{{{{ {{'{0}': 1}} | tojson }}}}", "{{{{ [{{'{0}': 2}}] | map(attribute='{0}') | list }}}}",
                  "{{{{ '{0}' in d }}}}", "{{{{ d.get('{0}') }}}}", "{{{{ '{{{0}}}'.format({0}=1) }}}}", "{{{{ '{{{0}}}'.format(x=1) }}}}", "{{{{ '%({0})s' % {{'{0}': 1}} }}}}", "{{{{ '%({0})s' % d }}}}", "{{{{ 'a' | upper({0}=1) }}}}", "{{{{ 'a'.upper({0}=1) }}}}", "{{{{ [1] | map('{0}') | list }}}}", "{{{{ [1] | select('{0}') | list }}}}", "{{% macro m() %}}{{{{ kwargs }}}}{{% endmacro %}}{{{{ m({0}=1) }}}}", "{{{{ '{0}' is filter }}}}{{{{ '{0}' is test }}}}", "{{{{ 'a' | attr('{0}') }}}}|",
                  "{{{{ range.{0} }}}}|", "{{{{ ''.upper.{0} }}}}|", "{{{{ joiner.{0} is defined }}}}"]  # fmt: skip
        yield from (("names", shape.format(name)) for shape in pick.sample(shapes, 26))
