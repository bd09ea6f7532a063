// What can be done with the module, as the server says.

import {element} from "./diagram.js";

function control(field) {
    const label = element("label");
    label.append(element("span", "", field.label));
    const input = element(field.choices.length > 0 ? "select" : "input");
    input.name = field.name;
    for (const choice of field.choices) {
        const made = element("option", "", choice.value);
        made.value = choice.value;
        made.title = choice.help;
        input.append(made);
    }
    input.value = field.standard;
    if (field.choices.length === 0) {
        input.autocomplete = "off";
        input.spellcheck = false;
    }
    label.append(input);
    const explain = () => {
        input.title = field.choices.find(choice => choice.value === input.value)?.help ?? "";
    };
    input.addEventListener("change", explain);
    explain();
    return label;
}

async function run(action, values) {
    const answer = await fetch(`actions/${action.name}`, {
        method: "POST",
        headers: {"Content-Type": "application/json", "X-Bc66-Monitor": "1"},
        body: JSON.stringify(values),
    });
    const json = await answer.json();
    if (!answer.ok) {
        throw new Error(json.error ?? `${answer.status}`);
    }
    return json.result;
}

/**
 * Shows what can be done.
 *
 * @param actions as the server describes them
 */
export function showActions(actions) {
    const section = document.getElementById("actions");
    section.hidden = actions.length === 0;
    const result = element("p", "result");
    result.setAttribute("role", "status");
    const groups = new Map();
    for (const action of actions) {
        const group = groups.get(action.group) ?? element("fieldset");
        if (!groups.has(action.group)) {
            group.append(element("legend", "", action.group));
            groups.set(action.group, group);
        }
        const form = element("form", action.fields.length > 0 ? "fields" : "");
        form.id = `action-${action.name}`;
        form.append(...action.fields.map(control));
        const button = element("button", "", action.title);
        button.title = action.help;
        form.append(button);
        form.addEventListener("submit", async event => {
            event.preventDefault();
            button.disabled = true;
            try {
                result.textContent = await run(action, Object.fromEntries(new FormData(form)));
                result.classList.remove("bad");
            } catch (error) {
                result.textContent = error instanceof TypeError ? "The server doesn't answer." : error.message;
                result.classList.add("bad");
            } finally {
                button.disabled = false;
            }
        });
        group.append(form);
    }
    section.replaceChildren(result, ...groups.values());
}
