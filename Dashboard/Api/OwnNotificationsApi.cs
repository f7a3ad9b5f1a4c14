using System.Text.Json.Nodes;
using CityOps.Core.Notifications;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>How whoever asks is told, over HTTP: their own contact in the plan, found by their account.</summary>
static class OwnNotificationsApi
{
    public static void Map(RouteGroupBuilder own)
    {
        own.MapGet("", Look);
        own.MapPut("", Save).Accepts<object>(Body.Json, Body.Any);
    }

    static async Task<IResult> Look(HttpContext context, OwnNotifications own) => Results.Ok(await OfAsync(own, AccountOf(context), context.RequestAborted));

    static async Task<IResult> Save(HttpContext context, OwnNotifications own)
    {
        var account = AccountOf(context);
        await OfAsync(own, account, context.RequestAborted);
        var (json, seen) = PlanVersion.Take(await Body.TextAsync(context.Request, context.RequestAborted));
        if (!OwnChoicesJson.TryRead(json, out var choices, out var error))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, error);
        }

        var change = await own.SaveAsync(context, account, seen, choices);
        return change.Outcome switch
        {
            OwnOutcome.NotInPlan => throw NotInPlan(account),
            OwnOutcome.Stale => throw new ApiException(StatusCodes.Status409Conflict, $"The plan has changed since version {seen}: fetch it again."),
            OwnOutcome.Refused => throw new ApiException(StatusCodes.Status422UnprocessableEntity, WordsOf(change.Problem)),
            _ => Results.Ok(await OfAsync(own, account, context.RequestAborted)),
        };
    }

    static async Task<JsonObject> OfAsync(OwnNotifications own, string account, CancellationToken cancellationToken)
    {
        var view = await own.LookAsync(account, cancellationToken);
        return PlanVersion.Put(PlanJson.Write(view.Contact ?? throw NotInPlan(account)), view.Version);
    }

    static string AccountOf(HttpContext context) => OwnNotifications.AccountOf(context.User)
        ?? throw new ApiException(StatusCodes.Status404NotFound, "This identity has no account, so no contact of the plan is its own: sign in as a person.");

    static ApiException NotInPlan(string account) =>
        new(StatusCodes.Status404NotFound, $"No contact in the plan of notifications has the account '{account}': an administrator writes it there as 'account'.");

    static string WordsOf(ChoiceProblem problem) => problem switch
    {
        ChoiceProblem.NoChannel => "channels: without any, not even a critical alert would come; name at least one.",
        ChoiceProblem.NoAddress => "channels: the plan has no address of yours for one of them; an administrator adds it.",
        _ => "quiet: these hours never end, so nothing but critical alerts would come.",
    };
}
