using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CityOps.Dashboard.Access;

/// <summary>Signs in the holder of <c>Setup:AdminApiKey</c> on pages, where a browser cannot send the key with each request.</summary>
sealed class KeySignIn(CitySettings settings, AuditTrail audit, ILogger<KeySignIn> logger)
{
    /// <summary>Without a key nobody can sign in.</summary>
    public bool IsPossible => settings.AdminApiKey is not null;

    /// <summary>Sets the cookie, and returns true, where the key is right.</summary>
    public async Task<bool> TryAsync(HttpContext context, string? key)
    {
        if (!ApiKeyHandler.IsKey(settings.AdminApiKey, key?.Trim() ?? ""))
        {
            logger.LogWarning("A sign-in with a wrong key was refused, from {Address}", context.Connection.RemoteIpAddress);
            return false;
        }

        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, Sessions.PrincipalOf(settings.AdminApiKey!, Scheme));
        var by = new Actor(Identities.SetupKey, PasswordSignIn.Address(context));
        await audit.AddAsync(new AuditAct(by, "session.begin", "person:" + Identities.SetupKey, null, null), context.RequestAborted);
        return true;
    }
}
