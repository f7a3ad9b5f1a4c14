using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>What the person on this page does to alerts. The right to is checked here, not by hiding a button.</summary>
public sealed class AlertActions(
    AlertLog log, AuthenticationStateProvider people, IAuthorizationService authorization, TimeProvider clock)
{
    /// <summary>Who acts on this page; null for somebody who may only look.</summary>
    public async Task<Actor?> ActorAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        return Actors.Of(person) is { } by && (await authorization.AuthorizeAsync(person, null, Policies.Operate)).Succeeded ? by : null;
    }

    /// <summary>False when there is no such alert. The first acknowledgement stays.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<bool> AcknowledgeAsync(string alertId, CancellationToken cancellationToken) =>
        (await ActAsync((log, by, now, cancel) => log.AcknowledgeAsync(alertId, by, comment: null, revision: null, now, cancel), cancellationToken)).Alert is not null;

    /// <summary>Does one thing in this person's name, now.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<AlertActionResult> ActAsync(
        Func<AlertLog, Actor, long, CancellationToken, Task<AlertActionResult>> act, CancellationToken cancellationToken) =>
        await ActorAsync() is { } by
            ? await act(log, by, clock.UnixMs(), cancellationToken)
            : throw new UnauthorizedAccessException("Acting on alerts needs the role operator.");
}
