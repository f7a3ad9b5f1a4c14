using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Carries out what somebody asked of an alert, and turns the outcome into an answer.</summary>
sealed class AlertActs(AlertLog log, AlertItems items, TimeProvider clock)
{
    public async Task<IResult> RunAsync(HttpContext context, Func<AlertLog, Actor, long, CancellationToken, Task<AlertActionResult>> act, string id)
    {
        var (alert, outcome) = await act(log, Actors.Of(context), clock.UnixMs(), context.RequestAborted);
        return outcome switch
        {
            AlertActionOutcome.Done or AlertActionOutcome.AlreadyAcknowledged => Results.Ok(items.Of(alert!)),
            AlertActionOutcome.NotFound => throw ApiException.Unknown("alert", id),
            AlertActionOutcome.StaleRevision => throw new ApiException(
                StatusCodes.Status409Conflict, $"Somebody changed the alert; it is at revision {alert!.Revision} now."),
            AlertActionOutcome.TooLong => throw new ApiException(
                StatusCodes.Status422UnprocessableEntity, $"An alert of severity {RuleWords.Severity(alert!.Severity)} can be shelved for {Durations.Format(ShelfLimits.Of(alert.Severity))} at most."),
            _ => throw new ApiException(StatusCodes.Status422UnprocessableEntity, "Only an open alert can be shelved, and only until a later time."),
        };
    }
}
