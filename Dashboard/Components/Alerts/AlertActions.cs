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
    /// <summary>False when there is no such alert. The first acknowledgement stays.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<bool> AcknowledgeAsync(string alertId, CancellationToken cancellationToken)
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        if (Actors.Of(person) is not { } by || !(await authorization.AuthorizeAsync(person, null, Policies.Operate)).Succeeded)
        {
            throw new UnauthorizedAccessException("Acknowledging needs the role operator.");
        }

        var result = await log.AcknowledgeAsync(alertId, by, comment: null, revision: null, clock.UnixMs(), cancellationToken);
        return result.Alert is not null;
    }
}
