// Shows /api/openapi.json as a plain page. Everything is built as nodes; nothing is loaded from elsewhere.

const routes = document.getElementById("routes");
const state = document.getElementById("state");

function el(tag, text, ...children) {
  const node = document.createElement(tag);
  node.append(text, ...children);
  return node;
}

function shape(schema, all, depth = 0) {
  if (!schema || depth > 6) return "…";
  if (schema.$ref) return shape(all[schema.$ref.split("/").pop()], all, depth);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map((part) => shape(part, all, depth)).join(" | ");
  if (schema.type === "array") return `[${shape(schema.items, all, depth)}]`;
  if (!schema.properties) return schema.format ?? schema.type ?? "any";
  const indent = "  ".repeat(depth + 1);
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const needed = schema.required?.includes(name) ? "" : "?";
    const note = property.description ? `  // ${property.description}` : "";
    return `${indent}${name}${needed}: ${shape(property, all, depth + 1)}${note}`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function block(title, schema, all) {
  return schema ? [el("h3", title), el("pre", shape(schema, all))] : [];
}

function route(path, method, operation, all) {
  const heading = el("h2", "");
  const badge = el("span", method.toUpperCase());
  badge.className = "method";
  heading.append(badge, path);
  const body = operation.requestBody?.content["application/json"]?.schema;
  const answers = Object.entries(operation.responses).filter(([status]) => status < "300");
  const parameters = (operation.parameters ?? []).map(({ name, required }) =>
    required ? `${name}(${routes.dataset.required})` : name);
  return el("section", heading, el("p", operation.summary ?? ""),
    ...(parameters.length ? [el("p", `${routes.dataset.parameters}: ${parameters.join(", ")}`)] : []),
    ...block(routes.dataset.request, body, all),
    ...answers.flatMap(([status, answer]) =>
      block(`${routes.dataset.response} ${status}`, answer.content?.["application/json"]?.schema, all)));
}

try {
  const { paths, components } = await (await fetch("/api/openapi.json")).json();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      routes.append(route(path, method, operation, components.schemas));
    }
  }
  state.hidden = true;
} catch {
  state.textContent = routes.dataset.failed;
}
