using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Components.Health;

/// <summary>What the person on this page does to refused messages. The right to is checked here, not by hiding a button.</summary>
sealed class QuarantineActions(
    IAccounts accounts, AuthenticationStateProvider people, IAuthorizationService authorization)
{
    /// <summary>The person may have them judged again.</summary>
    public async Task<bool> MayReplayAsync() => await AdministratorAsync() is not null;

    /// <summary>Has all messages of a device, or all there are, judged again; null when ingestion does not answer.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not.</exception>
    public async Task<ReplayAllAnswer?> ReplayAsync(string? device, CancellationToken cancellationToken)
    {
        var name = await AdministratorAsync() ?? throw Refusal();
        return await accounts.ReplayAsync(name, device, cancellationToken);
    }

    /// <summary>The same with one message; null also where it is not there any more.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not.</exception>
    public async Task<ReplayAnswer?> ReplayOneAsync(string id, CancellationToken cancellationToken)
    {
        var name = await AdministratorAsync() ?? throw Refusal();
        return await accounts.ReplayOneAsync(name, id, cancellationToken);
    }

    static UnauthorizedAccessException Refusal() => new("Judging refused messages again needs the role administrator.");

    async Task<string?> AdministratorAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        return (await authorization.AuthorizeAsync(person, null, Policies.Administer)).Succeeded ? person.Identity?.Name : null;
    }
}
