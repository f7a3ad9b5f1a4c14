using System.Text.Json;
using CityOps.Ingestion.Http;
using CityOps.Simulators;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Demo;

/// <summary>
/// The simulated city for people on pages: what goes wrong in it, and starting and stopping that. The right to is checked here, not by
/// hiding a button. One for each circuit.
/// </summary>
sealed class DemoDesk(
    IServiceProvider services, AuthenticationStateProvider people, IAuthorizationService authorization, AuditTrail trail, RuleBook book)
{
    /// <summary>Null where this process plays no city.</summary>
    public CityPlayer? City { get; } = services.GetService<DemoCity>()?.Player;

    /// <summary>The person may start and stop.</summary>
    public async Task<bool> MayAsync() => await FindAsync() is not null;

    /// <summary>What must be raised because of each of some incidents, by the rules that are in force.</summary>
    public async Task<IReadOnlyDictionary<RunningIncident, IReadOnlyList<ExpectedAlert>>> ExpectedOfAsync(
        IReadOnlyList<RunningIncident> incidents, CancellationToken cancellationToken)
    {
        var rules = await book.ListAsync(includeDisabled: false, cancellationToken);
        return incidents.ToDictionary(one => one, one => (IReadOnlyList<ExpectedAlert>)[.. Playing.Incidents.SheetOf(one.Id, rules)?.Required ?? []]);
    }

    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    /// <exception cref="IncidentRefusedException">It cannot be.</exception>
    public async Task<RunningIncident> StartAsync(PlannedIncident wish, CancellationToken cancellationToken)
    {
        var by = await RequireAsync();
        var made = Playing.Incidents.Start(wish);
        await NoteAsync(by, "demo.start", made.Id, new { kind = made.Kind.Id, made.Place, made.Size }, cancellationToken);
        return made;
    }

    /// <summary>False where it was over already.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<bool> StopAsync(string incidentId, CancellationToken cancellationToken)
    {
        var by = await RequireAsync();
        return Playing.Incidents.Stop(incidentId) && await NoteAsync(by, "demo.stop", incidentId, null, cancellationToken);
    }

    /// <returns>Null where no device of the city fits.</returns>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    /// <exception cref="FaultOrderException">It cannot be.</exception>
    public async Task<RunningFault?> StartFaultAsync(FaultOrder order, CancellationToken cancellationToken)
    {
        var by = await RequireAsync();
        if (Playing.FitsOf(order) == 0)
        {
            return null;
        }

        var made = Playing.Faults.Start(order);
        await NoteAsync(by, "demo.start", made.Id, new { made.Kind, made.Where }, cancellationToken);
        return made;
    }

    /// <summary>False where it was over already.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may only look.</exception>
    public async Task<bool> StopFaultAsync(string faultId, CancellationToken cancellationToken)
    {
        var by = await RequireAsync();
        return Playing.Faults.Stop(faultId) && await NoteAsync(by, "demo.stop", faultId, null, cancellationToken);
    }

    CityPlayer Playing => City ?? throw new InvalidOperationException("BUG: no city is played here");

    async Task<Actor?> FindAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        return (await authorization.AuthorizeAsync(person, null, Policies.Operate)).Succeeded ? Actors.Of(person) : null;
    }

    async Task<Actor> RequireAsync() => await FindAsync() ?? throw new UnauthorizedAccessException("Starting and stopping needs the role operator.");

    async Task<bool> NoteAsync(Actor by, string action, string id, object? what, CancellationToken cancellationToken)
    {
        var after = what is null ? null : JsonSerializer.Serialize(what, JsonSerializerOptions.Web);
        await trail.AddAsync(new AuditAct(by, action, "demo:" + id, null, after), cancellationToken);
        return true;
    }
}
