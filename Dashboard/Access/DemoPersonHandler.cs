using System.Text.Encodings.Web;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboard.Access;

/// <summary>
/// In Development, people on pages act as <c>demo-operator</c> until they sign in. Never registered elsewhere, and never asked
/// for the HTTP API.
/// </summary>
sealed class DemoPersonHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "DemoPerson";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await Context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme) is { Succeeded: true } signedIn
            ? signedIn
            : AuthenticateResult.Success(new AuthenticationTicket(Identities.Of(DemoPeople.NameOf(PersonRole.Operator), PersonRole.Operator, Scheme.Name), Scheme.Name));
}
