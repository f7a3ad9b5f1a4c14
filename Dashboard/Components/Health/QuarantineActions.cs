using CityOps.Dashboard.Access;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Components.Health;

/// <summary>What the person on this page does to refused messages. The right to is checked here, not by hiding a button.</summary>
sealed class QuarantineActions(
    IAccounts accounts, Administrators administrators)
{
    /// <summary>The person may have them judged again.</summary>
    public async Task<bool> MayReplayAsync() => await administrators.FindAsync() is not null;

    /// <summary>Has all messages of a device, or all there are, judged again; null when ingestion does not answer.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not.</exception>
    public async Task<ReplayAllAnswer?> ReplayAsync(string? device, CancellationToken cancellationToken)
    {
        var by = await administrators.RequireAsync();
        return await accounts.ReplayAsync(by, device, cancellationToken);
    }

    /// <summary>The same with one message; null also where it is not there any more.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not.</exception>
    public async Task<ReplayAnswer?> ReplayOneAsync(string id, CancellationToken cancellationToken)
    {
        var by = await administrators.RequireAsync();
        return await accounts.ReplayOneAsync(by, id, cancellationToken);
    }
}
