using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CityOps.Dashboard.Access;

/// <summary>
/// Who sits before a page. A circuit outlives the request that opened it, and so its cookie: whether that still holds is looked up again and
/// again, and when it does not, nobody is signed in any more.
/// </summary>
sealed class CircuitSession(ILoggerFactory logger, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => Sessions.CheckEvery;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellationToken) =>
        sessions.HoldAsync(state.User, cancellationToken);
}
