using System.Text.Json;
using System.Text.Json.Nodes;
using CityOps.Core.Alerts;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Alert rules over HTTP, in the grammar of <see cref="RuleJson"/>.</summary>
static class RulesApi
{
    public static void MapRules(this RouteGroupBuilder api)
    {
        api.MapGet("/rules", List);
        api.MapGet("/rules/schema", () => Results.Text(RuleSchema.Json, "application/schema+json"));
        api.MapGet("/rules/{id}", Get);
        var change = api.MapGroup("/rules").RequireAuthorization(Policies.Administer);
        change.MapPost("", Create).Accepts<object>(Body.Json, Body.Any);
        change.MapPut("/{id}", Update).Accepts<object>(Body.Json, Body.Any);
        change.MapDelete("/{id}", Disable);
    }

    static async Task<IResult> List(RuleBook book, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var page = ListAnswer.Page(
            (await book.ListAsync(includeDisabled: true, cancellationToken)).OrderBy(r => r.Id, StringComparer.Ordinal), r => r.Id, cursor, Parameters.Limit(limit));
        return Results.Ok(new ListAnswer<JsonNode>([.. page.Items.Select(Node)], page.Next));
    }

    static async Task<IResult> Get(string id, RuleBook book, CancellationToken cancellationToken) =>
        Results.Ok(Node(await book.GetAsync(id, cancellationToken) ?? throw (OutageRule.Find(id) is null
            ? ApiException.Unknown("rule", id)
            : new ApiException(StatusCodes.Status404NotFound, $"Rule '{id}' is built in and not among the rules that people make."))));

    static async Task<IResult> Create(HttpRequest request, RuleBook book, ConfigHint hint, CancellationToken cancellationToken)
    {
        var rule = await book.CreateAsync(await ReadAsync(request, cancellationToken), Actors.Of(request.HttpContext), cancellationToken);
        await hint.SayAsync(cancellationToken);
        return Results.Created($"/api/v1/rules/{rule.Id}", Node(rule));
    }

    static async Task<IResult> Update(string id, HttpRequest request, RuleBook book, ConfigHint hint, CancellationToken cancellationToken)
    {
        RefuseBuiltIn(id);
        var (rule, outcome) = await book.UpdateAsync(id, await ReadAsync(request, cancellationToken), revision: null, Actors.Of(request.HttpContext), cancellationToken);
        if (outcome == RuleUpdateOutcome.NotFound)
        {
            throw ApiException.Unknown("rule", id);
        }

        await hint.SayAsync(cancellationToken);
        return Results.Ok(Node(rule!));
    }

    static async Task<IResult> Disable(string id, HttpContext context, RuleBook book, ConfigHint hint, CancellationToken cancellationToken)
    {
        RefuseBuiltIn(id);
        var (rule, outcome) = await book.DisableAsync(id, Actors.Of(context), cancellationToken);
        if (outcome == RuleUpdateOutcome.NotFound)
        {
            throw ApiException.Unknown("rule", id);
        }

        await hint.SayAsync(cancellationToken);
        return Results.Ok(Node(rule!));
    }

    static async Task<AlertRule> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        RuleJson.TryRead(await Body.TextAsync(request, cancellationToken), out var rule, out var error)
            ? rule
            : throw new ApiException(StatusCodes.Status400BadRequest, error);

    static void RefuseBuiltIn(string id)
    {
        if (OutageRule.Find(id) is not null)
        {
            throw new ApiException(
                StatusCodes.Status422UnprocessableEntity, $"Rule '{id}' is built in: it watches CityOps itself, and can be neither changed nor disabled.");
        }
    }

    static JsonNode Node(AlertRule rule) => JsonNode.Parse(RuleJson.Write(rule, withIdAndVersion: true))!;
}
