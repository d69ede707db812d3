import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceLines } from '../../theme/js/run/source-line.js';

const PYTHON = `async def fetch(name, seconds):
    log(f"{name}: request")
    log(f"{name}: done")
    log(
        f"main: page of {', '.join(page)}"
    )
`;
const RUST = `async fn fetch(name: &str) {
    log!("{name}: request");
    log!(
        "{name}: done after {}", 1
    );
    log!("main: {{so}}");
}
`;

test('the one call that fits is found', () => {
    const python = sourceLines(PYTHON, 'python');
    assert.equal(python('user: request'), 1);
    assert.equal(python('user: done'), 2);
    assert.equal(python('main: page of user, orders'), 3);
    const rust = sourceLines(RUST, 'rust');
    assert.equal(rust('user: request'), 1);
    assert.equal(rust('user: done after 1'), 2);
    assert.equal(rust('main: {so}'), 5);
});

test('where two fit, or one cannot be read, nothing is claimed', () => {
    const twice = sourceLines('log(f"{name}: done")\nlog("main: done")\n', 'python');
    assert.equal(twice('user: done'), 0);
    assert.equal(twice('main: done'), null);
    assert.equal(twice('other'), null);
    const unread = sourceLines('log(f"{name}: done")\nlog(line)\n', 'python');
    assert.equal(unread('user: done'), null);
    assert.equal(sourceLines('log(f"a: {x}\\u0041")\n', 'python')('a: b'), null);
    assert.equal(sourceLines('log("a: {x}")\n', 'python')('a: {x}'), 0, 'not a format');
});
