using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CityOps.Ingestion.Http;

/// <summary>Knows the holders of API keys, and of <c>Setup:AdminApiKey</c>, by <c>Authorization: Bearer</c>.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CitySettings settings, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        if (header.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var holder = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? await HolderAsync(header[Prefix.Length..].Trim()) : null;
        return holder is null ? AuthenticateResult.Fail("The key is not known.") : AuthenticateResult.Success(new AuthenticationTicket(holder, Scheme.Name));
    }

    async Task<ClaimsPrincipal?> HolderAsync(string text)
    {
        if (IsKey(settings.AdminApiKey, text))
        {
            return Identities.Administrator(Scheme.Name);
        }

        return await keys.FindAsync(text, Context.RequestAborted) is { } key ? Identities.Of(key.Name, key.Role, Scheme.Name, new Claim(Identities.KeyId, key.Id)) : null;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem("Send Authorization: Bearer with a valid key.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Results.Problem("Your role does not allow this.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);

    /// <summary>Compares in the same time whatever is wrong.</summary>
    public static bool IsKey(string? key, string given) =>
        key is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
