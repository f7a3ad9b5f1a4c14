using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>A provider of OpenID Connect on a free loopback port: discovery, keys, codes for tokens, PKCE. Says yes to whoever <see cref="Person"/> is.</summary>
sealed class SmallProvider : IAsyncDisposable
{
    public const string Client = "cityops";
    public const string Secret = "a secret between two";

    readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "k1" };
    readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = [];
    readonly WebApplication _app;

    SmallProvider(WebApplication app, Uri address)
    {
        (_app, Address) = (app, address);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = $"{Issuer}/authorize", ["token_endpoint"] = $"{Issuer}/token", ["jwks_uri"] = $"{Issuer}/keys",
            ["response_types_supported"] = new[] { "code" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
    }

    public Uri Address { get; }

    /// <summary>Claims of who sits before the browser.</summary>
    public IReadOnlyList<Claim> Person { get; set; } = [];

    string Issuer => Address.AbsoluteUri.TrimEnd('/');

    public static async Task<SmallProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        builder.WebHost.UseSetting("urls", address.AbsoluteUri);
        var provider = new SmallProvider(builder.Build(), address);
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IResult Authorize(HttpRequest request)
    {
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Assert.Equal(("code", "S256", Client), (Of("response_type"), Of("code_challenge_method"), Of("client_id")));
        _codes[code] = (Of("nonce"), Of("code_challenge"));
        return Results.Redirect($"{Of("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Of("state"))}");

        string Of(string name) => request.Query[name].ToString();
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var isOurs = form["client_id"] == Client && form["client_secret"] == Secret;
        if (!isOurs || !_codes.TryRemove(form["code"].ToString(), out var asked) ||
            Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = Client, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            Subject = new ClaimsIdentity([.. Person, new Claim("nonce", asked.Nonce)]), SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "none", token_type = "Bearer", id_token = token, expires_in = 300 });
    }

    object PublicKey()
    {
        var parameters = _key.Rsa.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = _key.KeyId, alg = "RS256", n = Base64UrlEncoder.Encode(parameters.Modulus!), e = Base64UrlEncoder.Encode(parameters.Exponent!) };
    }
}
